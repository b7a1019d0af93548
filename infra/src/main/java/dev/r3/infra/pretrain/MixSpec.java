package dev.r3.infra.pretrain;

import dev.r3.workflows.contract.spec.Setting;

/** Shares of the corpus, each from 0 to 1. */
public record MixSpec(
        @Setting(value = "Of documents: a task and its right answer.", byDefault = "0.4")
        double direct,

        @Setting(value = "Of documents: a wrong answer and a retry without reflection.", byDefault = "0.04")
        double unreflected,

        @Setting(
                value = "Of documents: the retry follows one fixed reflection, which is not learnt.",
                byDefault = "0.04")
        double fixed,

        @Setting(
                value = "Of documents: the retry follows another task's worked reflection, which is not learnt.",
                byDefault = "0.04")
        double foreign,

        @Setting(
                value = "Of the reflections of all other documents: those that work the solution out.",
                byDefault = "0.35")
        double worked,

        @Setting(
                value =
                        "Of the calculations of worked reflections: those that miss and have another follow, at most 2.",
                byDefault = "0.5")
        double missed,

        @Setting(
                value = "Of the retries that no worked reflection of the same task precedes: the right ones.",
                byDefault = "0.3")
        double rightRetries,

        @Setting(value = "Of wrong answers: those with a number that is not given.", byDefault = "0.15")
        double wrongNumbers,

        @Setting(
                value = "The fixed reflection.",
                byDefault = "'My answer was wrong. I will think again and try to do better.'")
        String fixedReflection) {}
