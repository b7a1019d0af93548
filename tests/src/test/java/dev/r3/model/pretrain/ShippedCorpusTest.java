package dev.r3.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.activities.dataset.DatasetIngestion;
import dev.r3.activities.dataset.DatasetRequest;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.infra.pretrain.PretrainRequest;
import dev.r3.infra.spec.SpecReader;
import dev.r3.model.supervised.Corpus;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No validation or test task of the example was seen by the models that it compares: the corpus that their records name is
 * made again from the published specs, and read as a stranger would.
 */
class ShippedCorpusTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODELS = List.of("countdown-small", "countdown-10x");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TASK =
            Pattern.compile("\\[([0-9]+(?:, [0-9]+){3})], create an equation that equals ([0-9]+)\\.");

    @TempDir
    Path folder;

    @Test
    void showsNoTaskThatTheExampleEvaluates() throws Exception {
        Set<String> evaluated = evaluated();
        assertThat(evaluated).hasSizeGreaterThan(11_000);

        PretrainRequest request = request(MODELS.get(0));
        Path file = folder.resolve("corpus.jsonl");
        new CorpusFile(request.plan().corpus(), request.heldOut()).write(file);

        Set<String> shown = new HashSet<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> shown.addAll(tasks(line)));
        }
        assertThat(shown).hasSizeGreaterThan(20_000);
        evaluated.retainAll(shown);
        assertThat(evaluated).isEmpty();

        String digest = Corpus.open(file).digest();
        for (String model : MODELS) {
            JsonNode record = JSON.readTree(ROOT.resolve("models")
                    .resolve(model)
                    .resolve("r3-pretrain.json")
                    .toFile());
            assertThat(record.path("corpus_sha256").textValue()).as(model).isEqualTo(digest);
            assertThat(record.path("digest").textValue())
                    .as("%s is what its spec makes", model)
                    .isEqualTo(request(model).plan().digest());
        }
    }

    private static PretrainRequest request(String model) throws Exception {
        return PretrainRequest.read(ROOT.resolve("examples").resolve("pretrain").resolve(model + ".yaml"));
    }

    /** As the pipeline's first stage splits them. */
    private Set<String> evaluated() throws Exception {
        Path spec = ROOT.resolve("examples").resolve("countdown.yaml");
        ExperimentSpec experiment = SpecReader.read(spec).spec();
        CountdownFamily family = new CountdownFamily();
        Path source = spec.resolveSibling(experiment.data().source());
        DatasetIngestion.ingest(
                DatasetRequest.of(source, family, Options.of(family.options(), Map.of()), experiment.data()),
                folder,
                IngestListener.SILENT);
        Set<String> identities = new HashSet<>();
        for (Side side : List.of(Side.VALIDATION, Side.TEST)) {
            try (TaskReader<CountdownTask> tasks = TaskReader.open(family, folder.resolve(side.fileName()))) {
                tasks.forEachRemaining(task -> identities.add(task.identity()));
            }
        }
        return identities;
    }

    /** The tasks that a conversation's texts set. */
    private static List<String> tasks(String line) {
        Matcher matcher = TASK.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        matcher.reset();
        return matcher.results()
                .map(found -> new CountdownTask(
                                Long.parseLong(found.group(2)),
                                Arrays.stream(found.group(1).split(", "))
                                        .map(Long::valueOf)
                                        .toList(),
                                Optional.empty())
                        .identity())
                .toList();
    }
}
