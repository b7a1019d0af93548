package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Experiments of one name that take each other's place as the champion, on real servers. */
class PromotedExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "faults-1";

    @TempDir
    Path folder;

    @RegisterExtension
    final OwnHome home = new OwnHome(LONG);

    @Test
    void theAliasFollowsTheGateAndThenAPerson() throws Exception {
        home.in(folder);
        JsonNode first = run(spec(6));
        assertThat(gate(first).at("/summary/decision").textValue()).isEqualTo("promoted");
        assertThat(gate(first).at("/summary/reason").textValue()).endsWith("there was no champion yet");
        assertChampion(first, "champion-1, promoted by the gate: ");

        JsonNode second = run(spec(4));
        assertThat(second.path("stages").findValuesAsText("stage")).contains("evaluation/champion-1");
        assertThat(gate(second).at("/summary/decision").textValue()).isEqualTo("promoted");
        assertChampion(second, "champion-2, promoted by the gate: ");

        JsonNode again = run(spec(4), "--fresh");
        assertThat(gate(again).path("origin").textValue()).isEqualTo("reused");
        assertThat(gate(again).path("digest")).isEqualTo(gate(second).path("digest"));
        assertChampion(second, "champion-2, promoted by the gate: ");

        String id = first.path("experiment").textValue();
        assertThat(home.run("promote", id, "--by", "ada", "--reason", "shorter answers"))
                .contains("champion-3", "alias 'champion' of the registered model 'faults-1'");
        assertChampion(first, "champion-3, promoted by hand by ada: shorter answers");
        assertTagged(id, "r3.promoted", "champion-3");
        assertTagged(id, "r3.promoted.by", "ada");
        assertTagged(id, "r3.promoted.reason", "shorter answers");

        // Against champion-1, as it was, though another is the champion by now.
        String former = second.path("experiment").textValue();
        assertThat(JSON.readTree(home.run("reproduce", former, "--json")).findValuesAsText("outcome"))
                .hasSize(second.path("stages").size())
                .containsOnly("equal");

        assertRefused(id, 1, "the champion has the weights of %s already".formatted(id));
        assertRefused("r3-nobody-0123456789ab", 2, "r3-nobody-0123456789ab is not in the artifact store");
        String data = run(spec(4), "--until", "dataset").path("experiment").textValue();
        assertRefused(data, 1, "has no trained model");
    }

    /** A gate that lets all pass, and no validation, which would choose a snapshot: the last one counts. */
    private Path spec(int steps) throws Exception {
        Path spec = new MiniatureExperiment(folder, 1, steps).spec();
        return Files.writeString(
                spec,
                Files.readString(spec).replace("validation-tasks: 5", "validation-tasks: 0")
                        + "gate: { level: 1, first-try-loss: 1 }\n");
    }

    private JsonNode run(Path spec, String... more) throws Exception {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "run";
        arguments[1] = spec.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[arguments.length - 1] = "--json";
        return JSON.readTree(home.run(arguments));
    }

    private static JsonNode gate(JsonNode result) {
        for (JsonNode stage : result.path("stages")) {
            if (stage.path("stage").textValue().equals("gate")) {
                return stage;
            }
        }
        throw new AssertionError("no gate: " + result);
    }

    private void assertChampion(JsonNode experiment, String note) throws Exception {
        JsonNode champion = TrackedRuns.of(home.path()).version(NAME, "champion");
        assertThat(champion.path("description").textValue()).startsWith(note);
        JsonNode model = champion.path("tags");
        assertThat(model.findValuesAsText("value"))
                .contains(gate(experiment).at("/summary/model").textValue());
    }

    private void assertTagged(String experiment, String tag, String value) throws Exception {
        List<String> values = new ArrayList<>();
        for (JsonNode run : TrackedRuns.of(home.path()).of(MiniatureExperiment.TRACKED_AS)) {
            if (run.at("/info/run_name").textValue().equals(experiment)) {
                values.add(TrackedRuns.tag(run, tag));
            }
        }
        assertThat(values).as(tag).containsExactly(value);
    }

    private void assertRefused(String run, int code, String why) throws Exception {
        R3Process refused = home.start("promote", run, "--reason", "because");
        assertThat(refused.await(LONG)).as(refused.messages()).isEqualTo(code);
        assertThat(refused.messages()).contains(why);
    }
}
