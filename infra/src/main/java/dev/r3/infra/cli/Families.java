package dev.r3.infra.cli;

import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import java.util.List;
import java.util.Map;

/** Task families and their options as the command line names them. */
final class Families {

    private Families() {}

    static TaskFamilies load() {
        try {
            return TaskFamilies.load(Home.current().plugins());
        } catch (IllegalArgumentException e) {
            throw UserError.failed(e);
        }
    }

    static TaskFamily<?> named(String id) {
        TaskFamilies families = load();
        List<String> known = families.all().stream().map(TaskFamily::id).toList();
        return families.find(id)
                .orElseThrow(() -> UserError.usage("unknown task family '%s'; %s"
                        .formatted(
                                id,
                                Nearest.to(id, known)
                                        .map(name -> "did you mean '%s'?".formatted(name))
                                        .orElse("known: " + String.join(", ", known)))));
    }

    static Options options(List<Option> declared, Map<String, String> given) {
        try {
            return Options.of(declared, given);
        } catch (InvalidOptionException e) {
            throw UserError.usage(e);
        }
    }
}
