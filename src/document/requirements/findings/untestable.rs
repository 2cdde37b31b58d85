//! Criteria that nothing observable would settle.

use super::{cut, finding, statements::Said, subject};
use crate::{
    document::{
        requirements::{given, items::criterion_text, scenario},
        words,
    },
    model::{DocumentFinding, Evidence},
};

/// A finding when the statement is a criterion and holds nothing to check.
pub(super) fn find(said: &Said<'_>) -> Option<DocumentFinding> {
    let text = criterion_text(said.block);
    // The number of an identifier measures nothing.
    let text = given::any(text).map_or(text, |given| given.rest);
    let words = text.split_whitespace().count();
    let judged = said.criterion && said.whole && words >= 3 && !text.trim_end().ends_with(':');
    if !judged || is_checkable(said, text) {
        return None;
    }
    let subject = subject(said.item);
    let at = Evidence { rule: "document.untestable".into(), ..said.at.clone() };
    let shown = cut(text, 160);
    let text = format!(
        "a criterion of {subject} names no quantity, no example and nothing that can be observed: {shown}"
    );
    let question = format!(
        "By which observation or number would a test of {subject} tell that “{}” holds?",
        cut(&shown, 90)
    );
    let opening: Vec<&str> = shown.split_whitespace().take(4).collect();
    let key = [said.item.id.as_str(), "TEST", &opening.join(" ")];
    let mut found = finding(at, text, question, &key);
    found.about.push(said.item.id.clone());
    Some(found)
}

/// Whether a text holds anything that a test could look at.
fn is_checkable(said: &Said<'_>, text: &str) -> bool {
    said.shows() || is_settled(text)
}

/// Whether a text without its code holds anything that a test could look at.
pub(super) fn is_settled(text: &str) -> bool {
    let names = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let inner = bare.chars().skip(1).any(char::is_uppercase);
        inner || word.contains(['_', '/', '=', '(']) && bare.len() > 1
    };
    text.contains(|c: char| c.is_ascii_digit())
        || scenario::is_step(text)
        || text.split_whitespace().any(names)
        || observes(text)
}

/// Whether a word tells something that can be seen, counted or compared.
fn observes(text: &str) -> bool {
    let key = words::key(text);
    // `Read` and `reads` are seen, `readability` is judged.
    let is_form = |word: &str, stem: &str| {
        let ending = word.strip_prefix(stem).map(str::len);
        ending.is_some_and(|ending| stem.len() > 4 || ending <= 3)
    };
    let exact = |word: &str| EXACT.split_whitespace().any(|known| known == word);
    let observed = |word: &str| STEMS.split_whitespace().any(|stem| is_form(word, stem));
    key.split_whitespace().any(|word| exact(word) || observed(word))
}

/// Words of logic and order: a statement with one of them can be wrong.
const EXACT: &str = "\
    use uses used using serve serves served all any only never always every each no none not \
    cannot without same equal equals identical \
    exactly before after until unless both either unique once twice least most within zero one \
    two three empty valid invalid if when while todo todos toda todas apenas somente nunca \
    sempre cada nenhum nenhuma nao sem antes depois mesmo mesma quando se solo siempre ningun \
    sin despues cuando si exact must shall can may fails passes pass fail";

/// Beginnings of verbs whose effect can be observed.
const STEMS: &str = "\
    accept activat add allow alert announc answer append appear appl approv archiv ask assert \
    assign attach authenticat authori block book build cache calculat call cancel captur chang \
    charg check clear click close commit compar compil complet comput configur confirm connect \
    contain convert copi count cover creat decid decod decrypt delet deliver deni deny deploy \
    describ detect disabl disappear display document download draw drop edit emit enabl encod \
    encrypt end enforc enter exist exit expir explain export expos extract fetch fill filter \
    find finish flag follow format generat get give grant hide highlight identif ignor \
    implement import includ increas increment index indicat inform insert install invok issu \
    join keep kept label launch leave link list load lock log mark mask match measur merg \
    migrat mirror name navigat notif omit open order parse pars persist post present preserv \
    prevent print process produc prompt propagat provid publish queu rais read receiv record \
    redirect reduc reflect refus regist reject releas reload remain remov renam render replac \
    report request requir reset resolv respond respect restor restart resum retain retri \
    retry return revers revok rotat round rout run sav scroll search see seen select send sent \
    set ship show sign skip sort specif start stat stay stop stor submit suppl support \
    switch sync tag take throw track transfer translat trigger truncat unlock updat upload \
    validat verif view visible wait warn writ yield adiciona aceita apaga aparece \
    apresenta atualiza autentica bloque busca calcula cancela carrega cobr conclu consegue \
    consult contem continua cria deve devolve devuelve elimina envia escrev exib exige existe \
    exporta falha fica filtra gera grava guarda identifica impede importa impide inclui indica \
    informa inici lista mantem marca mostra muestra notifica obtem ocorre permite pode puede \
    produz rechaza recebe recibe registra rejeita remove responde retorna salva segue seleciona \
    solicita usa utiliza valida verifica volta";
