package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamily;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 verifier}: what judges answers. */
@Command(name = "verifier", description = "Shows the verifiers at hand.")
final class VerifierCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list");
    }

    @Command(name = "list", description = "Lists task families with their options, error types and fingerprints.")
    void list(@Option(names = "--json", description = "Print JSON.") boolean json) {
        if (json) {
            var families = JsonNodeFactory.instance.arrayNode();
            Families.load().all().forEach(family -> families.add(describe(family)));
            Terminal.result(families.toPrettyString());
            return;
        }
        for (TaskFamily<?> family : Families.load().all()) {
            Terminal.result("%s  %s  (version %s, fingerprint %s)"
                    .formatted(
                            family.id(),
                            family.description(),
                            family.version(),
                            fingerprint(family).value().substring(0, 12)));
            family.options()
                    .forEach(option -> Terminal.result("  --config %s=%s  %s"
                            .formatted(option.name(), option.defaultValue(), option.description())));
            Terminal.result("  errors: "
                    + family.errorTypes().stream().map(ErrorType::code).collect(Collectors.joining(", ")));
        }
    }

    private static ObjectNode describe(TaskFamily<?> family) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", family.id()).put("version", family.version()).put("description", family.description());
        node.put("fingerprint", fingerprint(family).value());
        var options = node.putArray("options");
        family.options()
                .forEach(option -> options.addObject()
                        .put("name", option.name())
                        .put("default", option.defaultValue())
                        .put("description", option.description()));
        var errors = node.putArray("errors");
        family.errorTypes()
                .forEach(error -> errors.addObject().put("code", error.code()).put("description", error.description()));
        return node;
    }

    /** The fingerprint under default options. */
    private static Fingerprint fingerprint(TaskFamily<?> family) {
        return Fingerprint.of(family, Options.of(family.options(), Map.of()));
    }
}
