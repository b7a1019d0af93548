package dev.r3.verifiers.functioncalling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.tool.Tool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {

    private static final TaskGenerator GENERATOR = Rows.FAMILY.generator().orElseThrow();

    private static final String FIRST_QUERY = """
            Do citizens of Ghana need a visa for Norway?
            How much is one solana worth in INR? Also: Solve the quadratic equation with a = 10, b = -39 and c = -24.""";

    static List<ObjectNode> rows(long seed, int count, Map<String, String> options) {
        return GENERATOR
                .generate(seed, Options.of(GENERATOR.options(), options))
                .limit(count)
                .toList();
    }

    @Test
    void rowsAreTasksWhoseGoldAnswersPassAndWhoseEmptyAnswersFail() {
        for (ObjectNode row : rows(1, 2_000, Map.of())) {
            FunctionCallingTask task = Rows.read(row);
            for (String policy : List.of("exact", "typed", "bfcl")) {
                var verifier = Rows.verifier(policy);
                String gold = verifier.goldAnswer(task).orElseThrow();
                assertThat(verifier.verify(task, Completion.whole(gold))).isInstanceOf(Verdict.Passed.class);
                assertThat(Outcome.of(verifier.verify(task, Completion.whole(""))))
                        .isEqualTo("wrong-format");
            }
        }
    }

    @Test
    void aRowDependsOnSeedOptionsAndNumberOnly() {
        assertThat(rows(7, 50, Map.of())).isEqualTo(rows(7, 100, Map.of()).subList(0, 50));
        assertThat(rows(8, 50, Map.of())).isNotEqualTo(rows(7, 50, Map.of()));
        assertThat(rows(7, 1, Map.of()).get(0).path("query").asText())
                .as("generated data sets must not change behind a seed")
                .isEqualTo(FIRST_QUERY);
    }

    @Test
    void aQuerySaysEveryValueThatIsAskedFor() {
        for (ObjectNode row : rows(2, 2_000, Map.of("calls", "1-4"))) {
            FunctionCallingTask task = Rows.read(row);
            for (Call call : task.answers()) {
                for (JsonNode value : call.arguments()) {
                    assertThat(value.isArray() ? value : List.of(value))
                            .filteredOn(item -> !item.isBoolean())
                            .allSatisfy(item -> assertThat(task.query()).contains(item.asText()));
                }
            }
        }
    }

    @Test
    void noDefaultIsAskedForAndCallsDiffer() {
        for (ObjectNode row : rows(3, 1_000, Map.of("calls", "3"))) {
            FunctionCallingTask task = Rows.read(row);
            assertThat(task.answers()).doesNotHaveDuplicates().hasSize(3);
            for (Call call : task.answers()) {
                Tool tool = requireNonNull(task.offered().get(call.name()));
                call.arguments()
                        .properties()
                        .forEach(argument -> assertThat(tool.parameter(argument.getKey())
                                        .orElseThrow()
                                        .defaults())
                                .doesNotContain(argument.getValue()));
            }
        }
    }

    @Test
    void theCatalogueIsWide() {
        Set<String> tools = new HashSet<>();
        Set<String> optional = new HashSet<>();
        for (ObjectNode row : rows(4, 2_000, Map.of())) {
            for (Call call : Rows.read(row).answers()) {
                tools.add(call.name());
                call.arguments().fieldNames().forEachRemaining(name -> optional.add(call.name() + " " + name));
            }
        }
        assertThat(tools).hasSizeGreaterThanOrEqualTo(40);
        assertThat(tools)
                .extracting(name -> name.substring(0, name.indexOf('.')))
                .hasSizeGreaterThan(8);
        assertThat(optional).hasSizeGreaterThan(100);
    }

    @Test
    void fewRowsRepeatAQuery() {
        List<ObjectNode> rows = rows(5, 5_000, Map.of());
        assertThat(rows.stream()
                        .map(row -> Rows.read(row).identity())
                        .distinct()
                        .count())
                .isGreaterThan(4_500);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 8", "3-4, 1", "1, 55", "2-2, 3-3"})
    void countsAreAsAsked(String calls, String offered) {
        for (ObjectNode row : rows(6, 200, Map.of("calls", calls, "tools-offered", offered))) {
            FunctionCallingTask task = Rows.read(row);
            assertThat(task.answers().size()).isBetween(least(calls), most(calls));
            assertThat(task.offered().size()).isBetween(least(offered), most(offered));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "3-1", "1-9", "", "-", "a", "-1", "1-", "1-2-3", "99999999999"})
    void otherCountsAreRefused(String calls) {
        assertThatThrownBy(() -> rows(1, 1, Map.of("calls", calls)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'calls'");
    }

    private static int least(String range) {
        return Integer.parseInt(range.split("-", -1)[0]);
    }

    private static int most(String range) {
        String[] bounds = range.split("-", -1);
        return Integer.parseInt(bounds[bounds.length - 1]);
    }
}
