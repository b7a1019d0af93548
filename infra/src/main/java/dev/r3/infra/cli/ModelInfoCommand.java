package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointSummary;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 model info}: what a checkpoint is. */
@Command(name = "info", description = "Shows what a checkpoint's folder holds.")
final class ModelInfoCommand implements Runnable {

    @Parameters(paramLabel = "DIR", description = "The checkpoint's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        ObjectNode info = ModelFolder.read(folder, ModelInfoCommand::describe);
        if (json) {
            Terminal.result(info.toPrettyString());
            return;
        }
        Table table = Table.withHeader("checkpoint", folder.toString());
        info.properties().forEach(entry -> table.row(entry.getKey().replace('_', ' '), joined(entry.getValue())));
        table.print();
    }

    private static String joined(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        String elements = StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return elements.isEmpty() ? "none" : elements;
    }

    private static ObjectNode describe(Path folder) throws IOException {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            putSizes(info, checkpoint.config());
            putRope(info, checkpoint.config().rope());
            putWeights(info, checkpoint.summary());
        }
        if (Files.exists(folder.resolve("tokenizer.json"))) {
            try (ChatTokenizer tokenizer = ChatTokenizer.open(folder)) {
                info.put("tokenizer_vocabulary", tokenizer.tokenizer().vocabularySize());
                info.put("chat_template", tokenizer.hasTemplate());
            }
        }
        putFiles(info, folder);
        return info;
    }

    private static void putSizes(ObjectNode info, ModelConfig config) {
        info.put("family", config.family().modelType())
                .put("layers", config.layers())
                .put("hidden_size", config.hiddenSize())
                .put("intermediate_size", config.intermediateSize())
                .put("heads", config.attention().heads())
                .put("key_value_heads", config.attention().keyValueHeads())
                .put("head_size", config.attention().headSize())
                .put("vocabulary_size", config.vocabularySize())
                .put("tied_embeddings", config.tiedEmbeddings())
                .put("context_length", config.maxPositions());
        var windows = info.putArray("sliding_windows");
        config.attention().windows().stream()
                .filter(window -> window > 0)
                .distinct()
                .forEach(windows::add);
    }

    private static void putRope(ObjectNode info, RopeConfig rope) {
        info.put("rope_theta", rope.theta());
        RopeScaling scaling = rope.scaling();
        if (scaling instanceof RopeScaling.Llama3 llama) {
            info.put("rope_scaling", "llama3").put("rope_factor", llama.factor());
            info.put("first_context_length", llama.originalPositions());
        } else if (scaling instanceof RopeScaling.LongRope longRope) {
            info.put("rope_scaling", "longrope").put("attention_factor", longRope.attentionFactor());
            info.put("first_context_length", longRope.originalPositions());
        } else {
            info.put("rope_scaling", "none");
        }
    }

    private static void putWeights(ObjectNode info, CheckpointSummary weights) {
        info.put("parameters", weights.parameters()).put("weight_bytes", weights.bytes());
        var types = info.putArray("element_types");
        weights.types().stream().map(ElementType::name).sorted().forEach(types::add);
    }

    private static void putFiles(ObjectNode info, Path folder) throws IOException {
        var files = info.putArray("files");
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .forEach(files::add);
        }
    }
}
