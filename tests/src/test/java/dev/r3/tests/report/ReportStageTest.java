package dev.r3.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Hardware;
import dev.r3.activities.stage.Maker;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageCode;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.Proportion;
import dev.r3.model.evaluate.SignedPoints;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportStageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HOSTILE = List.of(
            "</script><script>alert(1)</script>", "<img src=https://example.org/x>", "a\0\u202eb", "<!--<script>");

    @TempDir
    Path folder;

    @Test
    void aReportIsWrittenOnceAndIsTheSameAnywhere() throws Exception {
        GeneratedExperiment here = new GeneratedExperiment(folder.resolve("here"), 300, HOSTILE);
        ReportInput input = here.commit();
        StageResult first = ReportProgram.write(here, input);
        StageResult again = ReportProgram.write(here, input);
        assertThat(again.origin()).isEqualTo(Origin.REUSED);

        GeneratedExperiment there = new GeneratedExperiment(folder.resolve("there"), 300, HOSTILE);
        StageResult other = ReportProgram.write(there, there.commit());
        assertThat(other.origin()).isEqualTo(Origin.COMPUTED);
        assertThat(other.digest()).isEqualTo(first.digest());
        assertThat(other.content()).isEqualTo(first.content());
        assertThat(ReportProgram.file(there, other, ReportStage.FIGURES))
                .hasSameBinaryContentAs(ReportProgram.file(here, first, ReportStage.FIGURES));

        ReportInput computedAgain =
                new ReportInput(input.experiment().recomputed(Recomputation.create()), input.stages());
        Machine elsewhere = new Machine("another processor", 64, 8, "25", "2.8", List.of());
        StageResult recomputed = ReportProgram.write(here, computedAgain, elsewhere);
        assertThat(recomputed.origin()).as("equal, on another machine").isEqualTo(Origin.RECOMPUTED);
        assertThat(recomputed.content()).isEqualTo(first.content());

        GeneratedExperiment more = new GeneratedExperiment(folder.resolve("more"), 301, HOSTILE);
        assertThat(ReportProgram.write(more, more.commit()).content()).isNotEqualTo(first.content());
    }

    @Test
    void saysWhatTheArmsDid() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 300, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode figures = JSON.readTree(
                ReportProgram.file(experiment, report, ReportStage.FIGURES).toFile());
        assertThat(figures.path("arms").findValuesAsText("arm"))
                .containsExactly(
                        "vanilla",
                        "vanilla/no-reflection",
                        "vanilla/generic-reflection",
                        "vanilla/foreign-reflection",
                        "trained",
                        "trained/no-reflection",
                        "trained/generic-reflection",
                        "trained/foreign-reflection");
        assertThat(figures.at("/gate/decision").textValue()).isEqualTo("promoted");
        JsonNode vanilla = figures.path("arms").get(0);
        JsonNode trained = figures.path("arms").get(4);
        double before = vanilla.at("/second_try/share").asDouble();
        double after = trained.at("/second_try/share").asDouble();
        assertThat(trained.at("/gain/absolute").asDouble()).isEqualTo(after - before, offset(1e-12));
        assertThat(trained.at("/gain/low").asDouble()).isPositive();
        assertThat(vanilla.path("p").asDouble()).isLessThan(0.001);
        assertThat(trained.has("p")).isFalse();
        long flips = 0;
        for (JsonNode flip : figures.path("flips")) {
            flips += flip.asLong();
        }
        assertThat(flips).isEqualTo(300);
        assertThat(figures.path("curves").findValuesAsText("metric"))
                .containsExactly("reward", "completions/mean_length", "eval/validation/second_try");
        JsonNode validation = figures.at("/curves/2/points/0");
        double share = validation.path("value").asDouble();
        Interval interval = new Proportion(
                        Math.round(share * GeneratedExperiment.VALIDATION_TASKS), GeneratedExperiment.VALIDATION_TASKS)
                .wilson();
        assertThat(validation.path("low").asDouble())
                .as("of the 250 validation tasks that there are, not of the 500 that the spec asks for")
                .isEqualTo(interval.low(), offset(1e-12));
        assertThat(validation.path("high").asDouble()).isEqualTo(interval.high(), offset(1e-12));
        assertThat(figures.at("/common_reflection/text").textValue()).isEqualTo("I should try other operations.");
        assertThat(figures.at("/common_reflection/count").asLong()).isBetween(5L, 60L);
        assertThat(vanilla.at("/reflections/like_common").asDouble()).isBetween(0.1, 0.5);
        assertThat(vanilla.at("/reflections/like_generic").asDouble()).isBetween(0.0, 0.3);
        assertThat(vanilla.at("/reflections/naming").asDouble()).isZero();
        assertThat(vanilla.at("/reflections/told").asLong())
                .isEqualTo(vanilla.at("/reflections/count").asLong());
        assertThat(trained.at("/reflections/naming").asDouble()).isEqualTo(1);
        assertThat(experiment.stages().manifest(report).files().keySet())
                .contains("report.html", "figures.json", "plots/arms.png", "plots/curve-reward.png");
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains(
                        "The gate promoted the trained model to champion: the second try beats &lt;vanilla&#39;s&gt;.")
                .contains("The second try rises from ", "r3-generated-0123456789ab", "computed as ")
                .containsPattern("The first try (stays at|goes from) [0-9]+[.][0-9] %")
                .as("what the errors mean")
                .contains("the equation does not give the target", "the equation does not use the given numbers");
    }

    @Test
    void aChampionThatWasTrainedOnTestTasksIsNoArm() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 120, List.of());
        ReportInput input = experiment.commit();
        assertThat(arms(experiment, experiment.contested(input, OptionalInt.empty())))
                .hasSize(9)
                .endsWith("champion-1");
        assertThat(arms(experiment, experiment.contested(input, OptionalInt.of(70))))
                .hasSize(8)
                .doesNotContain("champion-1");
    }

    private static List<String> arms(GeneratedExperiment experiment, ReportInput input) throws IOException {
        StageResult report = ReportProgram.write(experiment, input);
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains("The gate did not promote the trained model: the second try does not beat champion-1");
        return ReportProgram.json(experiment, report, ReportStage.FIGURES)
                .path("arms")
                .findValuesAsText("arm");
    }

    @Test
    void saysWhatElseWasCompared() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 300, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.compared(experiment.commit()));
        JsonNode figures = JSON.readTree(
                ReportProgram.file(experiment, report, ReportStage.FIGURES).toFile());
        assertThat(figures.path("arms").findValuesAsText("arm"))
                .hasSize(10)
                .endsWith("baseline-ten-times-larger", "task-grpo");
        assertThat(figures.at("/control/ratio").asDouble()).isEqualTo(1_200_000 / 1_234_567.0, offset(1e-12));
        JsonNode check = figures.at("/forgetting/0");
        assertThat(check.path("name").textValue()).isEqualTo(GeneratedExperiment.CHECK);
        assertThat(check.at("/vanilla/first_try/total").asLong()).isEqualTo(300);
        assertThat(check.path("left_out").asInt()).isEqualTo(GeneratedExperiment.LEFT_OUT);
        JsonNode lost = check.path("first_try_gain");
        assertThat(lost.path("absolute").asDouble())
                .isEqualTo(
                        check.at("/trained/first_try/share").asDouble()
                                - check.at("/vanilla/first_try/share").asDouble(),
                        offset(1e-12))
                .isBetween(lost.path("low").asDouble(), lost.path("high").asDouble());
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains("plain GRPO on first answers", "a ratio of 0.97", "href=\"#forgetting\"")
                .contains(">" + GeneratedExperiment.CHECK + "</td>", ">-3.0</td>", ": 7 tasks were left out");
    }

    @Test
    void errorsAreThoseOfTheFamily() throws Exception {
        GeneratedCalls calls = GeneratedCalls.of(120);
        GeneratedExperiment experiment = new GeneratedExperiment(folder, calls, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode figures = JSON.readTree(
                ReportProgram.file(experiment, report, ReportStage.FIGURES).toFile());
        String page = Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE));
        String errors = page.substring(page.indexOf("id=\"errors\""), page.indexOf("id=\"reflections\""));
        for (ErrorType type : calls.family().errorTypes()) {
            assertThat(figures.at("/arms/0/first_errors/" + type.code()).asLong())
                    .as(type.code())
                    .isPositive();
            assertThat(errors)
                    .contains(">" + type.code() + "</td>")
                    .contains(type.description().replace("'", "&#39;"));
        }
        assertThat(page).doesNotContain("missed-target");
    }

    @Test
    void bothTriesHaveIntervalGainAndP() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 300, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode trained = ReportProgram.json(experiment, report, ReportStage.FIGURES)
                .path("arms")
                .get(5);
        assertThat(trained.path("arm").textValue()).isEqualTo("trained/no-reflection");
        String page = Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE));
        String arms = page.substring(page.indexOf("id=\"arms\""), page.indexOf("id=\"sampled\""));
        assertThat(arms.split(">95 % interval</th>", -1)).as("of both tries").hasSize(3);
        for (String tried : List.of("first", "second")) {
            JsonNode share = trained.path(tried + "_try");
            String interval = "%.1f – %.1f %%"
                    .formatted(
                            100 * share.path("low").asDouble(),
                            100 * share.path("high").asDouble());
            assertThat(arms)
                    .contains(
                            ">" + interval + "</td>",
                            "trained/no-reflection, %s try: %.1f %% (%s)"
                                    .formatted(tried, 100 * share.path("share").asDouble(), interval));
        }
        double pFirst = trained.path("p_first").asDouble();
        assertThat(pFirst).isBetween(0.001, 1.0);
        assertThat(arms).contains("%.3f</td>".formatted(pFirst));
        for (String gained : List.of("gain_first", "gain")) {
            JsonNode gain = trained.path(gained);
            assertThat(arms)
                    .contains("<div class=\"below\">%s to %s</div></td>"
                            .formatted(
                                    SignedPoints.of(gain.path("low").asDouble()),
                                    SignedPoints.of(gain.path("high").asDouble())));
        }
    }

    @Test
    void secondTriesAreTestedAgainstVanillaToo() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 300, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode arms =
                ReportProgram.json(experiment, report, ReportStage.FIGURES).path("arms");
        assertThat(arms.get(0).has("p_against_vanilla")).isFalse();
        assertThat(arms.get(4).path("p_against_vanilla").asDouble())
                .as("of trained, as vanilla's against trained")
                .isEqualTo(arms.get(0).path("p").asDouble());
        double control = arms.get(1).path("p_against_vanilla").asDouble();
        assertThat(control).isBetween(0.001, 1.0);
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains(">p against vanilla</th>", "%.3f</td></tr>".formatted(control));
    }

    @Test
    void saysWhatItTookAndWhatThatIsNotKnownOf() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 300, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode stages = ReportProgram.json(experiment, report, ReportStage.CIRCUMSTANCES)
                .path("stages");
        JsonNode trained = stage(stages, "evaluation/trained");
        assertThat(trained.path("tokens").asLong()).isEqualTo(65 * 300);
        assertThat(trained.at("/turns/first_answers").asLong()).isEqualTo(20 * 300);
        assertThat(trained.path("seconds").asDouble()).isGreaterThanOrEqualTo(12.5);
        assertThat(trained.path("core_seconds").asDouble())
                .isEqualTo(2 * trained.path("seconds").asDouble(), offset(1e-9));
        assertThat(trained.at("/hardware/0/processor").textValue()).startsWith("Generated CPU 9000");
        assertThat(stage(stages, "train").path("tokens").asLong()).isEqualTo(1_234_567);
        assertThat(stage(stages, "dataset").has("tokens")).isFalse();
        JsonNode uncounted = stage(stages, "evaluation/vanilla/foreign-reflection");
        assertThat(uncounted.has("tokens")).isFalse();
        assertThat(uncounted.has("turns")).isFalse();
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains("not recorded", "1,234,567", "validations of training aside", "2 threads on 4 cores")
                .contains("at 2026-11-22T12:34:56Z on a processor")
                .contains("R3&#39;s code", GeneratedExperiment.CODE.hex());
        assertThat(trained.at("/code/0").textValue()).isEqualTo(GeneratedExperiment.CODE.hex());
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.FIGURES)))
                .as("is no figure: the same figures may be another code's")
                .doesNotContain(GeneratedExperiment.CODE.hex());
    }

    private static JsonNode stage(JsonNode stages, String name) {
        for (JsonNode stage : stages) {
            if (stage.path("name").asText().equals(name)) {
                return stage;
            }
        }
        throw new AssertionError("no stage " + name);
    }

    /** A run that uses again what another R3 computed, and put together of parts by this one. */
    @Test
    void saysWhichCodeCommittedWhat() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 20, List.of());
        ReportInput input = experiment.commit();
        Digest other = new Digest("ab".repeat(32));
        Stages stages = new Stages(
                experiment.store(),
                folder.resolve("other"),
                Clock.systemUTC(),
                () -> Optional.of(new Maker(new Hardware("another processor", 1, 1), other)));
        StageResult gate = input.stages().get(input.stages().size() - 1).result();
        List<NamedStage> done =
                new ArrayList<>(input.stages().subList(0, input.stages().size() - 1));
        StageIdentity identity =
                StageIdentity.of(StageKind.GATE, 1, SpecTree.empty().put("by", "another"), Map.of());
        ObjectNode summary = stages.manifest(gate).summary().deepCopy();
        new StageCode(new TreeSet<>(Set.of(GeneratedExperiment.CODE.hex()))).noteIn(summary);
        done.add(new NamedStage(
                "gate",
                stages.run(
                        identity,
                        input.experiment().id(),
                        scratch -> StageOutput.of(Map.of(), gate.content(), summary))));
        StageResult report = ReportProgram.write(experiment, new ReportInput(input.experiment(), done));
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains("R3&#39;s code of train</td>", "R3&#39;s code of gate</td>")
                .contains(other.hex() + ", " + GeneratedExperiment.CODE.hex());
    }

    @Test
    void thePageNamesNothingOutsideOfItself() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 20, HOSTILE);
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        String page = Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE));
        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .doesNotContain("http:", "https:", "src=", "@import", "url(", "<link", "<img", "<iframe", "fetch(")
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        assertThat(page.split("href=\"", -1))
                .as("links lead into the page")
                .allSatisfy(part -> assertThat(part.startsWith("<!DOCTYPE") || part.startsWith("#"))
                        .isTrue());
        assertThat(page.split("<script", -1)).as("index, chapters, script").hasSize(4);
        assertThat(page).contains("&lt;/script&gt;&lt;b&gt;again").doesNotContain("</script><b>");
    }

    /** 15,000 tasks in eight arms: some 100 MB of rows. */
    @Test
    void manyTasksFitIntoASmallHeapAndASmallPage() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 15_000, List.of());
        Path input = folder.resolve("input.json");
        ReportProgram.JSON.writeValue(input.toFile(), experiment.commit());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReportProgram.class.getName(),
                        folder.toString(),
                        input.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out.txt")))
                .isZero();
        StageResult report =
                ReportProgram.write(experiment, ReportProgram.JSON.readValue(input.toFile(), ReportInput.class));
        assertThat(report.origin()).isEqualTo(Origin.REUSED);
        assertThat(Files.size(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .isBetween(1_000_000L, 20_000_000L);
    }
}
