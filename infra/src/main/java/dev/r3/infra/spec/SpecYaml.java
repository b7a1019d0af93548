package dev.r3.infra.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses a spec's text as YAML of bounded depth, without aliases: a spec has no use for them, and they can grow. */
final class SpecYaml {

    /** The composer descends by recursion. */
    private static final int MOST_DEPTH = 50;

    private SpecYaml() {}

    static Node compose(Path file, String text) throws SpecException {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            requireBounded(file, new Parse(settings).parseString(text));
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> problem(file, 1, "the file is empty; expected keys such as 'name:'"));
        } catch (MarkedYamlEngineException e) {
            throw problem(file, line(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw problem(file, 1, "not YAML: " + e.getMessage());
        }
    }

    private static void requireBounded(Path file, Iterable<Event> events) throws SpecException {
        int depth = 0;
        for (Event event : events) {
            depth += change(event.getEventId());
            if (depth > MOST_DEPTH) {
                throw problem(
                        file,
                        line(event.getStartMark()),
                        "is nested deeper than %d; expected a spec".formatted(MOST_DEPTH));
            }
            if (event instanceof AliasEvent alias) {
                throw problem(
                        file,
                        line(event.getStartMark()),
                        "*%s is an alias; expected what it stands for, written out".formatted(alias.getAlias()));
            }
        }
    }

    private static int change(Event.ID event) {
        return switch (event) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }

    private static SpecException problem(Path file, int line, String message) {
        return new SpecException(file, List.of(new SpecProblem(line, "", message)));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1).orElse(1);
    }
}
