package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.countdown.AnswerCorpus.Answer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R3 against TinyZero on many answers: each difference has a name, and each name occurs. */
class TinyZeroDifferentialTest {

    private static final int ANSWERS = 60_000;
    private static final CountdownFamily FAMILY = new CountdownFamily();
    private static final Verifier<CountdownTask> VERIFIER = FAMILY.verifier(Options.of(FAMILY.options(), Map.of()));

    @Test
    void everyDifferenceHasAName() {
        Map<TinyZeroDifference, Answer> found = new EnumMap<>(TinyZeroDifference.class);
        List<String> unexplained = new ArrayList<>();
        int[] bothPass = {0};
        AnswerCorpus.of(1).limit(ANSWERS).forEach(answer -> {
            String verdict = verdict(answer);
            boolean here = verdict.equals("passed");
            boolean there = TinyZeroScore.passes(answer.task(), answer.completion());
            bothPass[0] += here && there ? 1 : 0;
            if (here != there) {
                TinyZeroDifference.explain(answer.completion(), verdict)
                        .ifPresentOrElse(
                                kind -> found.putIfAbsent(kind, answer),
                                () -> unexplained.add("%s here: %s".formatted(verdict, answer)));
            }
        });
        assertThat(unexplained).isEmpty();
        assertThat(found).containsOnlyKeys(TinyZeroDifference.values());
        assertThat(bothPass[0]).isGreaterThan(ANSWERS / 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CLAIM | 1 2 3 | 1",
                "OTHER_OPERATOR_SIGNS | 1 2 3 | 5",
                "SEVERAL_LINES | 1 2 3 | 5",
                "OPENED_ANEW | 1 2 3 | 5",
                "LEADING_ZEROS | 1 2 3 | 5",
                "FLOAT_ERROR | 1000000000000 21 21 | 1000000000000",
                "DECIMALS | 1 2 5 | 6",
                "POWER | 1 2 3 | 7",
                "WHOLE_DIVISION | 1 2 7 | 3",
                "UNARY_PLUS | 1 2 3 | 5",
                "NEAR_MISS | 1 2 3 1000001 | 6",
                "FORM_FEED | 1 2 3 | 5",
            })
    void theReadmesExamplesDiffer(TinyZeroDifference kind, String numbers, long target) {
        List<Long> given =
                List.of(numbers.split(" ")).stream().map(Long::valueOf).toList();
        Answer answer = new Answer(new CountdownTask(target, given, Optional.empty()), kind.example);
        assertThat(verdict(answer)).isEqualTo(kind.verdict);
        assertThat(TinyZeroScore.passes(answer.task(), answer.completion()))
                .isNotEqualTo(verdict(answer).equals("passed"));
    }

    private static String verdict(Answer answer) {
        Verdict verdict = VERIFIER.verify(answer.task(), Completion.whole(answer.completion()));
        return verdict instanceof Verdict.Failed failed ? failed.error().code() : "passed";
    }
}
