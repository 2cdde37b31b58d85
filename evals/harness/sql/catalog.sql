-- One JSON document of everything that migrations can make, without what extensions brought.
with
extension_members as (select objid, classid from pg_depend where deptype = 'e'),
namespaces as (
    select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
),
relations as (
    select c.*, n.nspname
    from pg_class c join namespaces n on n.oid = c.relnamespace
    where not exists (select 1 from extension_members where classid = 'pg_class'::regclass and objid = c.oid)
),
tables as (select * from relations where relkind in ('r', 'p')),
table_list as (
    select oid, nspname as schema, relname as "table", relkind = 'p' as partitioned,
        (select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
         where i.inhrelid = tables.oid limit 1) as partition_of,
        relrowsecurity as rls, relpersistence = 'u' as unlogged
    from tables
),
column_list as (
    select t.oid || '.' || a.attnum as oid, t.nspname as schema, t.relname as "table", a.attname as "column",
        format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable, a.attnum as position,
        case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
        case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as generated,
        nullif(a.attidentity, '') as identity
    from tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
),
index_list as (
    select c.oid, t.nspname as schema, t.relname as "table", c.relname as index, x.indisunique as unique,
        x.indisprimary as primary, am.amname as method, x.indpred is not null as partial, x.indisvalid as valid,
        (select json_agg(pg_get_indexdef(x.indexrelid, k, true) order by k)
         from generate_series(1, x.indnkeyatts) k) as columns,
        x.indnatts - x.indnkeyatts as include,
        (select conname from pg_constraint q
         where q.conindid = x.indexrelid and q.contype in ('p', 'u', 'x') limit 1) as constraint,
        pg_get_indexdef(x.indexrelid) as def
    from pg_index x
    join tables t on t.oid = x.indrelid
    join pg_class c on c.oid = x.indexrelid
    join pg_am am on am.oid = c.relam
),
constraint_list as (
    select q.oid, t.nspname as schema, t.relname as "table", q.conname as name,
        case q.contype when 'p' then 'primary key' when 'u' then 'unique' when 'c' then 'check'
            when 'f' then 'foreign key' when 'x' then 'exclude' else q.contype::text end as kind,
        (select json_agg(a.attname order by o) from unnest(q.conkey) with ordinality u(n, o)
         join pg_attribute a on a.attrelid = q.conrelid and a.attnum = u.n) as columns,
        case when q.contype = 'f' then q.confrelid::regclass::text end as ref_table,
        (select json_agg(a.attname order by o) from unnest(q.confkey) with ordinality u(n, o)
         join pg_attribute a on a.attrelid = q.confrelid and a.attnum = u.n) as ref_columns,
        q.convalidated as validated, pg_get_constraintdef(q.oid) as def
    from pg_constraint q join tables t on t.oid = q.conrelid
    where q.contype in ('p', 'u', 'c', 'f', 'x')
),
view_list as (
    select oid, nspname as schema, relname as view, relkind = 'm' as materialized
    from relations where relkind in ('v', 'm')
),
sequence_list as (
    select oid, nspname as schema, relname as sequence,
        (select d.refobjid::regclass::text from pg_depend d
         where d.objid = relations.oid and d.deptype in ('a', 'i')
           and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass limit 1) as owned_by
    from relations where relkind = 'S'
),
enum_list as (
    select t.oid, n.nspname as schema, t.typname as type,
        (select json_agg(enumlabel order by enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
    from pg_type t join namespaces n on n.oid = t.typnamespace where t.typtype = 'e'
      and not exists (select 1 from extension_members where classid = 'pg_type'::regclass and objid = t.oid)
),
domain_list as (
    select n.nspname as schema, t.typname as type
    from pg_type t join namespaces n on n.oid = t.typnamespace where t.typtype = 'd'
      and not exists (select 1 from extension_members where classid = 'pg_type'::regclass and objid = t.oid)
),
function_list as (
    select n.nspname as schema, p.proname as function, pg_get_function_identity_arguments(p.oid) as args,
        pg_get_function_result(p.oid) as returns, p.prokind as kind, md5(p.prosrc) as body
    from pg_proc p join namespaces n on n.oid = p.pronamespace
    where not exists (select 1 from extension_members where classid = 'pg_proc'::regclass and objid = p.oid)
),
trigger_list as (
    select t.nspname as schema, t.relname as "table", g.tgname as trigger, g.tgfoid::regproc::text as function
    from pg_trigger g join relations t on t.oid = g.tgrelid where not g.tgisinternal
),
policy_list as (
    select schemaname as schema, tablename as "table", policyname as policy from pg_policies
)
select json_build_object(
    'schemas', (select coalesce(json_agg(nspname order by 1), '[]') from namespaces where nspname <> 'public'),
    'tables', (select coalesce(json_agg(x order by schema, "table"), '[]') from table_list x),
    'columns', (select coalesce(json_agg(x order by schema, "table", position), '[]') from column_list x),
    'indexes', (select coalesce(json_agg(x order by schema, "table", index), '[]') from index_list x),
    'constraints', (select coalesce(json_agg(x order by schema, "table", name), '[]') from constraint_list x),
    'views', (select coalesce(json_agg(x order by schema, view), '[]') from view_list x),
    'sequences', (select coalesce(json_agg(x order by schema, sequence), '[]') from sequence_list x),
    'enums', (select coalesce(json_agg(x order by schema, type), '[]') from enum_list x),
    'domains', (select coalesce(json_agg(x order by schema, type), '[]') from domain_list x),
    'functions', (select coalesce(json_agg(x order by schema, function, args), '[]') from function_list x),
    'triggers', (select coalesce(json_agg(x order by schema, "table", trigger), '[]') from trigger_list x),
    'policies', (select coalesce(json_agg(x order by schema, "table", policy), '[]') from policy_list x),
    'extensions', (select coalesce(json_agg(extname order by extname), '[]') from pg_extension where extname <> 'plpgsql')
)::text
