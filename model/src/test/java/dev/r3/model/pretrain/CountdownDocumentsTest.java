package dev.r3.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.pretrain.CorpusDocument.Message;
import dev.r3.model.pretrain.CorpusDocument.Part;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountdownDocumentsTest {
    private static final int MANY = 8000;
    private static final List<CorpusDocument> DOCUMENTS = documents(Set.of());

    @TempDir
    Path folder;

    @Test
    void equalSeedsGiveEqualBytes() throws IOException {
        Plans.file(3, 200, Set.of()).write(folder.resolve("a"));
        Plans.file(3, 200, Set.of()).write(folder.resolve("b"));
        Plans.file(4, 200, Set.of()).write(folder.resolve("c"));
        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
        assertThat(folder.resolve("c").toFile()).isNotEmpty();
        assertThat(folder.resolve("c")).content().isNotEqualTo(java.nio.file.Files.readString(folder.resolve("a")));
        assertThat(folder).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void kindsHaveTheirShares() {
        Map<DocumentKind, Long> counts =
                DOCUMENTS.stream().collect(Collectors.groupingBy(CorpusDocument::kind, Collectors.counting()));
        Map<DocumentKind, Double> expected = Map.of(
                DocumentKind.DIRECT, 0.4,
                DocumentKind.UNREFLECTED, 0.04,
                DocumentKind.FIXED, 0.04,
                DocumentKind.FOREIGN, 0.04,
                DocumentKind.WORKED, 0.48 * 0.35,
                DocumentKind.REMARK, 0.48 * 0.65);
        expected.forEach((kind, share) -> assertThat(counts.getOrDefault(kind, 0L) / (double) MANY)
                .as(kind.label())
                .isCloseTo(share, within(0.02)));
    }

    /** Half of all tasks are held out: without the filter thousands of documents would show one. */
    @Test
    void heldOutTasksNeverOccur() {
        Set<String> heldOut = DOCUMENTS.stream()
                .flatMap(document -> document.tasks().stream())
                .map(CountdownTask::identity)
                .collect(Collectors.toSet());
        List<CorpusDocument> others = documents(heldOut);
        assertThat(heldOut).hasSizeGreaterThan(5000);
        assertThat(others)
                .hasSize(MANY)
                .allSatisfy(document -> assertThat(document.tasks())
                        .extracting(CountdownTask::identity)
                        .doesNotContainAnyElementsOf(heldOut));
        // What a document says it shows is what it shows: the numbers of its texts, too.
        assertThat(others)
                .allSatisfy(document -> assertThat(document.messages().get(0).content())
                        .contains(document.tasks().get(0).numbers() + ", create an equation that equals "
                                + document.tasks().get(0).target() + "."));
    }

    @Test
    void directAnswersAreRightAndLearnt() {
        assertThat(of(DocumentKind.DIRECT)).hasSizeGreaterThan(3000).allSatisfy(document -> {
            assertThat(document.messages()).extracting(Message::part).containsExactly(Part.USER, Part.LEARNT_ASSISTANT);
            assertThat(verdict(document, 1)).isEqualTo(Verdict.passed());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECT")
    void firstAnswersAreWrongAndNotLearnt(DocumentKind kind) {
        assertThat(of(kind)).hasSizeGreaterThan(200).allSatisfy(document -> {
            assertThat(document.messages().get(1).part()).isEqualTo(Part.CONTEXT_ASSISTANT);
            assertThat(verdict(document, 1)).isInstanceOf(Verdict.Failed.class);
        });
        Map<String, Long> errors = of(kind).stream()
                .map(document -> ((Verdict.Failed) verdict(document, 1)).error().code())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(errors).containsOnlyKeys("missed-target", "wrong-numbers");
        assertThat(errors.getOrDefault("wrong-numbers", 0L) / (double) of(kind).size())
                .isCloseTo(0.15, within(0.08));
    }

    @Test
    void aWorkedReflectionCalculatesWhatTheRetryWrites() {
        assertThat(of(DocumentKind.WORKED)).hasSizeGreaterThan(1000).allSatisfy(document -> {
            Message reflection = document.messages().get(3);
            assertThat(reflection.part()).isEqualTo(Part.LEARNT_ASSISTANT);
            requireTrue(reflection.content(), document.tasks().get(0).target());
            assertThat(verdict(document, 5)).isEqualTo(Verdict.passed());
            Expression retry = ExpressionText.parse(
                    document.messages().get(5).content().replace("<answer>", "").replace("</answer>", ""));
            assertThat(reflection.content()).endsWith("first " + String.join(" then ", retry.steps()));
        });
        Map<Integer, Long> tries = of(DocumentKind.WORKED).stream()
                .map(document ->
                        calculations(document.messages().get(3).content()).size())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(tries).containsOnlyKeys(1, 2, 3);
        assertThat(tries.getOrDefault(1, 0L) / (double) of(DocumentKind.WORKED).size())
                .isCloseTo(0.5, within(0.05));
    }

    @Test
    void remarksAreLearntAndAsOftenFollowedByTheRightRetryAsTheMixSays() {
        assertThat(of(DocumentKind.REMARK))
                .allSatisfy(document -> assertThat(document.messages().get(3))
                        .matches(message -> Reflections.REMARKS.contains(message.content()))
                        .matches(message -> message.part() == Part.LEARNT_ASSISTANT));
        assertThat(Reflections.REMARKS).allMatch(remark -> remark.startsWith("I "));
        assertThat(rightRetries(DocumentKind.REMARK)).isCloseTo(0.3, within(0.03));
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "FOREIGN"})
    void reflectionsOfControlsAreNotLearnt(DocumentKind kind) {
        assertThat(of(kind))
                .allSatisfy(document ->
                        assertThat(document.messages().get(3).part()).isEqualTo(Part.CONTEXT_ASSISTANT));
        assertThat(rightRetries(kind)).isCloseTo(0.3, within(0.08));
    }

    @Test
    void aForeignReflectionSolvesTheOtherTask() {
        assertThat(of(DocumentKind.FOREIGN)).allSatisfy(document -> {
            assertThat(document.tasks()).hasSize(2);
            requireTrue(
                    document.messages().get(3).content(),
                    document.tasks().get(1).target());
        });
    }

    @Test
    void theRetryIsLearntRightOrWrong() {
        assertThat(DOCUMENTS.stream().filter(document -> document.kind() != DocumentKind.DIRECT))
                .allSatisfy(document -> assertThat(last(document).part()).isEqualTo(Part.LEARNT_ASSISTANT));
        assertThat(of(DocumentKind.UNREFLECTED))
                .allSatisfy(document -> assertThat(document.messages()).hasSize(4));
        assertThat(rightRetries(DocumentKind.UNREFLECTED)).isCloseTo(0.3, within(0.08));
    }

    private static List<String> calculations(String worked) {
        return List.of(worked.split(Reflections.MISSED, -1));
    }

    /** Every calculation is right; the last one gives the target, those before it miss it. */
    private static void requireTrue(String worked, long target) {
        List<String> calculations = calculations(worked);
        for (String calculation : calculations.subList(0, calculations.size() - 1)) {
            requireRight(calculation);
            assertThat(calculation).doesNotEndWith(" = " + target);
        }
        requireRight(calculations.get(calculations.size() - 1));
        assertThat(worked).endsWith(" = " + target);
    }

    private static void requireRight(String calculation) {
        assertThat(calculation).startsWith("first ");
        String[] steps = calculation.substring("first ".length()).split(" then ", -1);
        assertThat(steps).hasSize(3);
        for (String step : steps) {
            String[] sides = step.split(" = ", -1);
            String[] parts = sides[0].split(" ", -1);
            long left = Long.parseLong(parts[0]);
            long right = Long.parseLong(parts[2]);
            long result = Long.parseLong(sides[1]);
            long expected = switch (parts[1]) {
                case "+" -> left + right;
                case "-" -> left - right;
                case "*" -> left * right;
                // A quotient is checked by its product: it must be whole.
                default -> right * result == left ? result : Long.MIN_VALUE;
            };
            assertThat(result).as(step).isEqualTo(expected);
        }
    }

    private static double rightRetries(DocumentKind kind) {
        long right = of(kind).stream()
                .filter(document ->
                        verdict(document, document.messages().size() - 1).equals(Verdict.passed()))
                .count();
        return right / (double) of(kind).size();
    }

    private static Message last(CorpusDocument document) {
        return document.messages().get(document.messages().size() - 1);
    }

    private static Verdict verdict(CorpusDocument document, int message) {
        CountdownFamily family = new CountdownFamily();
        Verifier<CountdownTask> verifier = family.verifier(Options.of(family.options(), Map.of()));
        return verifier.verify(
                document.tasks().get(0),
                Completion.whole(document.messages().get(message).content()));
    }

    private static List<CorpusDocument> of(DocumentKind kind) {
        return DOCUMENTS.stream().filter(document -> document.kind() == kind).toList();
    }

    private static List<CorpusDocument> documents(Set<String> heldOut) {
        CountdownDocuments documents = Plans.file(3, MANY, heldOut).documents();
        return Stream.generate(documents::next).limit(MANY).toList();
    }
}
