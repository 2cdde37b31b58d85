//! Types of Go's standard library that code embeds, with their methods in canonical form, and names that
//! are aliases there.
//!
//! An interface here is complete; a struct here has no exported fields.

/// Import path (empty for a built-in name), name, methods.
type Row = (&'static str, &'static str, &'static [&'static str]);

const INTERFACES: [Row; 31] = [
    ("", "error", &["Error()(string)"]),
    ("", "any", &[]),
    ("context", "Context", &CONTEXT),
    ("container/heap", "Interface", &HEAP),
    ("database/sql", "Scanner", &["Scan(any)(error)"]),
    ("database/sql/driver", "Valuer", &["Value()(database/sql/driver.Value,error)"]),
    ("encoding", "BinaryMarshaler", &["MarshalBinary()([]uint8,error)"]),
    ("encoding", "TextMarshaler", &["MarshalText()([]uint8,error)"]),
    ("encoding", "TextUnmarshaler", &["UnmarshalText([]uint8)(error)"]),
    ("encoding/json", "Marshaler", &["MarshalJSON()([]uint8,error)"]),
    ("encoding/json", "Unmarshaler", &["UnmarshalJSON([]uint8)(error)"]),
    ("fmt", "GoStringer", &["GoString()(string)"]),
    ("fmt", "Stringer", &["String()(string)"]),
    ("io", "Closer", &[CLOSE]),
    ("io", "ReadCloser", &[READ, CLOSE]),
    ("io", "ReadSeekCloser", &[READ, SEEK, CLOSE]),
    ("io", "ReadSeeker", &[READ, SEEK]),
    ("io", "ReadWriteCloser", &[READ, WRITE, CLOSE]),
    ("io", "ReadWriter", &[READ, WRITE]),
    ("io", "Reader", &[READ]),
    ("io", "ReaderAt", &["ReadAt([]uint8,int64)(int,error)"]),
    ("io", "Seeker", &[SEEK]),
    ("io", "StringWriter", &["WriteString(string)(int,error)"]),
    ("io", "WriteCloser", &[WRITE, CLOSE]),
    ("io", "Writer", &[WRITE]),
    ("net/http", "Flusher", &["Flush()()"]),
    ("net/http", "Handler", &["ServeHTTP(net/http.ResponseWriter,*net/http.Request)()"]),
    ("net/http", "ResponseWriter", &["Header()(net/http.Header)", WRITE, "WriteHeader(int)()"]),
    ("net/http", "RoundTripper", &["RoundTrip(*net/http.Request)(*net/http.Response,error)"]),
    ("sort", "Interface", &["Len()(int)", "Less(int,int)(bool)", "Swap(int,int)()"]),
    ("sync", "Locker", &["Lock()()", "Unlock()()"]),
];

const STRUCTS: [Row; 2] = [
    ("sync", "Mutex", &["Lock()()", "Unlock()()", "TryLock()(bool)"]),
    ("sync", "RWMutex", &RW_MUTEX),
];

const READ: &str = "Read([]uint8)(int,error)";
const WRITE: &str = "Write([]uint8)(int,error)";
const CLOSE: &str = "Close()(error)";
const SEEK: &str = "Seek(int64,int)(int64,error)";
const CONTEXT: [&str; 4] =
    ["Deadline()(time.Time,bool)", "Done()(recv(struct{}))", "Err()(error)", "Value(any)(any)"];
const HEAP: [&str; 5] =
    ["Len()(int)", "Less(int,int)(bool)", "Swap(int,int)()", "Push(any)()", "Pop()(any)"];
const RW_MUTEX: [&str; 7] = [
    "Lock()()",
    "Unlock()()",
    "RLock()()",
    "RUnlock()()",
    "TryLock()(bool)",
    "TryRLock()(bool)",
    "RLocker()(sync.Locker)",
];

/// `(name, rest of the canonical signature)` of the methods of an interface outside the repository, when it
/// is one of the known.
pub(super) fn interface(path: &str, name: &str) -> Option<Vec<(&'static str, &'static str)>> {
    methods(INTERFACES.iter(), path, name)
}

/// The same for anything that a struct may embed.
pub(super) fn embeddable(path: &str, name: &str) -> Option<Vec<(&'static str, &'static str)>> {
    methods(INTERFACES.iter().chain(&STRUCTS), path, name)
}

fn methods(
    mut rows: impl Iterator<Item = &'static Row>,
    path: &str,
    name: &str,
) -> Option<Vec<(&'static str, &'static str)>> {
    let row = rows.find(|row| row.0 == path && row.1 == name)?;
    Some(row.2.iter().filter_map(|text| Some(text.split_at(text.find('(')?))).collect())
}

/// Alias and what it stands for.
const ALIASES: [(&str, &str); 6] = [
    ("golang.org/x/net/context.Context", "context.Context"),
    ("os.DirEntry", "io/fs.DirEntry"),
    ("os.FileInfo", "io/fs.FileInfo"),
    ("os.FileMode", "io/fs.FileMode"),
    ("os.PathError", "io/fs.PathError"),
    ("golang.org/x/net/context.CancelFunc", "context.CancelFunc"),
];

/// The name that types of another package are compared by.
pub(super) fn external(path: &str, name: &str) -> String {
    let whole = format!("{path}.{name}");
    let alias = ALIASES.iter().find(|(alias, _)| *alias == whole);
    alias.map_or(whole, |(_, target)| (*target).to_owned())
}

/// Names that need no import and no declaration, with what they are compared by.
const BUILT_IN: [(&str, &str); 22] = [
    ("any", "any"),
    ("bool", "bool"),
    ("byte", "uint8"),
    ("comparable", "comparable"),
    ("complex128", "complex128"),
    ("complex64", "complex64"),
    ("error", "error"),
    ("float32", "float32"),
    ("float64", "float64"),
    ("int", "int"),
    ("int16", "int16"),
    ("int32", "int32"),
    ("int64", "int64"),
    ("int8", "int8"),
    ("rune", "int32"),
    ("string", "string"),
    ("uint", "uint"),
    ("uint16", "uint16"),
    ("uint32", "uint32"),
    ("uint64", "uint64"),
    ("uint8", "uint8"),
    ("uintptr", "uintptr"),
];

pub(super) fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, canonical)| *canonical)
}
