package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A task in the making. */
final class RowDraft {

    /** What stands between two requests of one query. */
    private static final List<String> CONNECTORS = List.of(" ", " Also: ", " Then: ", "\n");

    private final List<CatalogueTool> offered;
    private final StringBuilder query = new StringBuilder();
    private final ArrayNode answers = JsonNodeFactory.instance.arrayNode();

    private RowDraft(List<CatalogueTool> offered) {
        this.offered = offered;
    }

    static RowDraft draw(List<CatalogueTool> catalogue, CountRange calls, CountRange offered, Random random) {
        List<CatalogueTool> tools = new ArrayList<>(catalogue);
        Collections.shuffle(tools, random);
        RowDraft draft = new RowDraft(tools.subList(0, offered.draw(random)));
        int needed = calls.draw(random);
        while (draft.answers.size() < needed) {
            draft.ask(draft.offered.get(random.nextInt(draft.offered.size())), random);
        }
        return draft;
    }

    /** Asks for a call of a tool, unless the very same call is asked for already. */
    private void ask(CatalogueTool tool, Random random) {
        ObjectNode arguments = tool.draw(random);
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", tool.name());
        call.set("arguments", arguments);
        for (var other : answers) {
            if (other.equals(call)) {
                return;
            }
        }
        answers.add(call);
        if (!query.isEmpty()) {
            query.append(CONNECTORS.get(random.nextInt(CONNECTORS.size())));
        }
        query.append(
                tool.sentences().get(random.nextInt(tool.sentences().size())).say(arguments));
    }

    ObjectNode row(long number) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        offered.forEach(tool -> tools.add(tool.description()));
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", number)
                .put("query", query.toString())
                .put("answers", answers.toString())
                .put("tools", tools.toString());
    }
}
