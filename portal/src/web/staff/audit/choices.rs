//! What the form lets people choose from: every action and every reason, in words.

use super::asked::Asked;
use crate::audit;
use crate::language::Language;
use crate::texts;
use icu_normalizer::DecomposingNormalizerBorrowed;
use serde::Serialize;

/// Something to choose.
#[derive(Serialize)]
pub(super) struct Choice {
    /// As the filter takes it.
    value: String,
    label: String,
}

/// Actions that begin alike.
#[derive(Serialize)]
pub(super) struct Area {
    label: String,
    /// All of them, then each.
    choices: Vec<Choice>,
}

/// Every action by areas. What a link asked for and nobody can choose is there as well.
pub(super) fn areas(language: Language, asked: &Asked) -> Vec<Area> {
    let mut areas: Vec<(&str, Area)> = Vec::new();
    for action in audit::actions() {
        let name = action.split('.').next().unwrap_or_default();
        if areas.last().is_none_or(|(last, _)| *last != name) {
            areas.push((name, area(language, name)));
        }
        if let Some((_, area)) = areas.last_mut() {
            area.choices.push(Choice {
                value: (*action).to_owned(),
                label: texts::text(language, &action_key(action), &[]),
            });
        }
    }
    let mut areas: Vec<_> = areas.into_iter().map(|(_, area)| area).collect();
    areas.sort_by_cached_key(|area| place(&area.label));
    let mut all = areas.iter().flat_map(|area| &area.choices);
    if !asked.action.is_empty() && !all.any(|choice| choice.value == asked.action) {
        areas.push(Area {
            label: texts::text(language, "trail-area-other", &[]),
            choices: vec![as_it_is(&asked.action)],
        });
    }
    areas
}

fn area(language: Language, name: &str) -> Area {
    let label = texts::text(language, &area_key(name), &[]);
    let all = texts::text(
        language,
        "trail-area-all",
        &[("area", label.as_str().into())],
    );
    let value = format!("{name}.");
    Area {
        label,
        choices: vec![Choice { value, label: all }],
    }
}

/// Every reason, in the order of its words.
pub(super) fn reasons(language: Language, asked: &Asked) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        label: texts::text(
            language,
            &format!("audit-reason-{}", texts::key_of(code)),
            &[],
        ),
    };
    let mut choices: Vec<_> = audit::reasons().iter().map(choice).collect();
    choices.sort_by_cached_key(|choice| place(&choice.label));
    let is_there = choices.iter().any(|choice| choice.value == asked.reason);
    if !asked.reason.is_empty() && !is_there {
        choices.push(as_it_is(&asked.reason));
    }
    choices
}

/// Where a label stands: without its accents and capitals, so that « Équipe » is among the E.
fn place(label: &str) -> String {
    let parted = DecomposingNormalizerBorrowed::new_nfd().normalize(label);
    let is_letter = |character: &char| !('\u{300}'..='\u{36f}').contains(character);
    parted
        .chars()
        .filter(is_letter)
        .collect::<String>()
        .to_lowercase()
}

fn as_it_is(value: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: value.to_owned(),
    }
}

fn action_key(action: &str) -> String {
    format!("trail-action-{}", texts::key_of(action))
}

fn area_key(name: &str) -> String {
    format!("trail-area-{}", texts::key_of(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_chosen_in_words_that_differ() {
        for language in Language::ALL {
            let areas = areas(language, &Asked::default());
            let all = areas.iter().flat_map(|area| &area.choices);
            let mut labels: Vec<_> = all.map(|choice| choice.label.as_str()).collect();
            assert!(labels.len() > audit::actions().len());
            labels.sort_unstable();
            labels.dedup();
            let count: usize = areas.iter().map(|area| area.choices.len()).sum();
            assert_eq!(labels.len(), count);
        }
    }

    #[test]
    fn an_accent_does_not_send_a_word_to_the_end() {
        assert!(place("Équipe") < place("Groupes") && place("Équipe") > place("Clés"));
        for language in Language::ALL {
            let areas = areas(language, &Asked::default());
            assert!(areas.is_sorted_by_key(|area| place(&area.label)));
        }
    }

    #[test]
    fn what_an_older_link_asks_for_stays_chosen() {
        let asked = Asked {
            action: "phone.danced".to_owned(),
            reason: "phone.tired".to_owned(),
            ..Asked::default()
        };
        let last = areas(Language::En, &asked).pop();
        assert_eq!(last.map(|area| area.choices.len()), Some(1));
        let reasons = reasons(Language::Fr, &asked);
        assert_eq!(reasons.len(), audit::reasons().len() + 1);
    }
}
