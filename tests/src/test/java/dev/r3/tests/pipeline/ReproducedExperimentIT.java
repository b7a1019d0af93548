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

/** A user who has a finished experiment computed again on real servers. */
class ReproducedExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @RegisterExtension
    final OwnHome home = new OwnHome(LONG);

    @Test
    void computesEveryStageAgainToTheSameBytes() throws Exception {
        home.in(folder);
        Path spec = new MiniatureExperiment(folder, 1).spec();
        String first = home.run("run", spec.toString(), "--json");

        String again = home.run("run", spec.toString(), "--no-cache", "--json");
        assertThat(MiniatureExperiment.contents(again)).isEqualTo(MiniatureExperiment.contents(first));
        assertThat(origins(again)).hasSize(origins(first).size()).containsOnly("recomputed");

        Path page = folder.resolve("pages/report.html");
        String run = JSON.readTree(first).path("experiment").textValue();
        assertThat(home.run("report", run, "--out", page.toString()).strip()).isEqualTo(page.toString());
        assertThat(page).content().contains("R3 report: faults-1", "evaluation/baseline-big");

        Path train = folder.resolve("train");
        assertThat(home.run("artifacts", "get", run, "train", "--out", train.toString()))
                .contains("trajectories.parquet");
        assertThat(train.resolve("trajectories.parquet")).isNotEmptyFile();
        assertThat(JSON.readTree(home.run("artifacts", "list", run, "--json")))
                .filteredOn(file -> file.path("file").textValue().equals("trajectories.parquet"))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.path("stage").textValue()).isEqualTo("train");
                    assertThat(file.path("bytes").longValue())
                            .isEqualTo(Files.size(train.resolve("trajectories.parquet")));
                    assertThat(file.path("address").textValue()).startsWith("s3://");
                });
        assertThat(home.run("artifacts", "list", run)).contains("evaluation/trained", "results.parquet");

        // From the artifact store alone.
        Files.delete(spec);
        Files.delete(folder.resolve("tasks.jsonl"));
        String id = JSON.readTree(first).path("experiment").textValue();
        JsonNode table = JSON.readTree(home.run("reproduce", id, "--json"));
        assertThat(table.findValuesAsText("outcome"))
                .hasSize(origins(first).size())
                .containsOnly("equal");
    }

    private static List<String> origins(String json) throws Exception {
        List<String> origins = new ArrayList<>();
        JSON.readTree(json)
                .path("stages")
                .forEach(stage -> origins.add(stage.path("origin").textValue()));
        return origins;
    }
}
