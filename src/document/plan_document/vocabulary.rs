//! The words from which it is read what a plan does with a name, in English, Portuguese and Spanish. Words are folded.

use crate::model::Action;

/// Words that say something of the noun behind them.
pub(super) const ADJECTIVES: &str =
    "new existing novo nova novos novas nuevo nueva existente existentes separate dedicated second";

/// Words that join names of one verb, and nouns that say what a name is.
pub(super) const JOINING: &str = "and or plus the a an both also file files e ou o os as y el la los las um uma un una arquivo arquivos archivo \
     archivos folder package module its our target targets table tables endpoint endpoints route interface trait \
     function method struct key job library crate dependency column recipe";

/// Words between two verbs of which either may hold.
pub(super) const EITHER: &str = "or ou o";

/// Words behind which an infinitive says what is to be done, not what something is for.
pub(super) const DEMANDING: &str = "need needs needed have has is are be must remember want wants going plan plans sure necessary required todo goal \
     preciso precisa necessario deve debe need's";

/// Words behind which a participle is a verb, not an adjective.
pub(super) const AUXILIARY: &str =
    "is are be been being was were gets get will to foi sera serao ser sao fue newly";

/// Participles that say what a noun is as often as what is done with it.
pub(super) const PARTICIPLES: &str = "created modified updated changed deleted removed moved renamed added mirrored criado criada modificado \
     modificados alterado alterados atualizado removido";

/// Nouns that say of the name in front of them that it is only changed.
pub(super) const CHANGES: &str =
    "additions updates changes edits entries entry wiring alteracoes cambios";

/// Verbs that tell what somebody does.
pub(super) const DESCRIBING: &str = "creates generates introduces implements adds updates edits extends changes alters deletes removes drops moves \
     renames";

/// Subjects of such a verb that speak of the plan itself.
pub(super) const PLAN: &str = "task step phase pr commit plan story item section this";

/// Words that say of files in a heading which they are.
pub(super) const LISTING: &str = "key main all affected relevant related touched involved critical important core source code test tests target \
     targets likely expected primary list summary overview structure of or and for";

/// Words for files.
pub(super) const FILES: &str = "file files path paths arquivo arquivos archivo archivos";

/// Words that are nouns as often as verbs.
pub(super) const NOUNS: &str = "call calls use uses change changes update updates fix reference references build patch move moves drop drops edit \
     edits query queries read reads register wire define follow";

/// Words behind which a verb may stand in the middle of a clause.
pub(super) const CONNECTIVE: &str = "and then or also must should can could please we i it they that which who to e ou y o para que then only first";

/// Words that say no more than that a note speaks of the file itself.
pub(super) const FILLING: &str = "file files arquivo arquivos archivo archivos to be is are will now already the in this phase task here entirely";

/// Words that make a note hold only under a condition.
pub(super) const CONDITIONAL: &str = "if when unless where se quando si cuando optional opcional";

/// Words that deny the verb behind them.
pub(super) const DENYING: &str = "not dont never nao without sem sin";

/// What a name is to the verb in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preposition {
    In,
    To,
    From,
    Other,
}

/// The preposition that a folded word is.
pub(super) fn preposition(word: &str) -> Option<Preposition> {
    const IN: &str = "in at under inside within em no na nos nas en dentro sob";
    const TO: &str = "to into onto ao aos para al";
    const FROM: &str = "from off of de do da dos das del";
    const OTHER: &str = "for with via by that which so before after if when por com con que against on as because \
         while quando se si is are was must should has have";
    let groups = [
        (IN, Preposition::In),
        (TO, Preposition::To),
        (FROM, Preposition::From),
        (OTHER, Preposition::Other),
    ];
    groups.iter().find(|(words, _)| is_one(words, word)).map(|(_, found)| *found)
}

/// Whether `word` is one of `words`, which blanks divide.
pub(super) fn is_one(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}

/// What a verb makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sense {
    /// Something of its own: `create X in NAME` may make NAME.
    Whole,
    /// As `Whole`, and the thing may be there: `implement NAME` fills what a stub left open.
    Loose,
    /// A part of something: `add X to NAME` needs NAME.
    #[default]
    Part,
}

/// The action that a folded word stands for.
pub(super) fn verb(word: &str) -> Option<(Action, Sense)> {
    let found = VERBS.iter().find(|(_, _, verbs)| is_one(verbs, word));
    found.map(|(action, sense, _)| (*action, *sense))
}

const VERBS: &[(Action, Sense, &str)] = &[
    (
        Action::Create,
        Sense::Whole,
        "create creates created creating new scaffold generate generates introduce introduces criar crie cria criado \
         criados novo nova novos novas crear crea nuevo nueva nuevos gerar generar",
    ),
    (
        Action::Create,
        Sense::Loose,
        "implement implements write build define implementar implemente escrever escribir definir separate dedicated \
         second",
    ),
    (
        Action::Create,
        Sense::Part,
        "add adds added adding adicionar adicione adiciona agregar anadir",
    ),
    (
        Action::Modify,
        Sense::Part,
        "modify modifies modified update updates updated edit edits extend extends change changes changed refactor \
         wire register fix replace adjust alter alters patch rewire rewrite refresh modificar modifique modificado \
         modificados alterar altere alterado alterados atualizar atualize atualizado editar estender actualizar \
         cambiar refatorar refatore refactorizar trocar ajustar ajuste corrigir substituir extender migrate migrar \
         simplify",
    ),
    (
        Action::Delete,
        Sense::Part,
        "delete deletes deleted remove removes removed drop drops remover remova excluir deletar apagar eliminar \
         elimine borrar removido",
    ),
    (
        Action::Move,
        Sense::Part,
        "move moves moved rename renames renamed mover mova renomear renomeie renombrar mueva",
    ),
    (
        Action::Read,
        Sense::Part,
        "see read reads query queries mirror mirrors mirrored mirroring follow follows following like existing reuse reuses use uses \
         using call calls calling reference references inspect consult per ver veja ler leia seguir siga segue usar \
         usa reutilizar reutilize conforme existente existentes leer vea consultar espelhar based invoke \
         invokes chamar llamar",
    ),
];
