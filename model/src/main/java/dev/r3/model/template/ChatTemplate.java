package dev.r3.model.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template of the Jinja subset that published chat templates use, rendered as transformers renders it. What it is
 * given is data: text in it is never read as a template.
 *
 * <p>A construct outside the subset fails when the template is read, so that no prompt comes out different in silence.
 * Rendering is bounded by {@link TemplateLimits}.
 */
public final class ChatTemplate {

    private final List<Statement> statements;
    private final TemplateLimits limits;

    private ChatTemplate(List<Statement> statements, TemplateLimits limits) {
        this.statements = statements;
        this.limits = limits;
    }

    /** The template of that text, with the default limits; a {@link TemplateSyntaxException} if it is none. */
    public static ChatTemplate of(String source) {
        return of(source, TemplateLimits.DEFAULT);
    }

    /** The template of that text; a {@link TemplateSyntaxException} if it is none or uses something unsupported. */
    public static ChatTemplate of(String source, TemplateLimits limits) {
        if (source.length() > limits.sourceLength()) {
            throw new TemplateLimitException(1, "a template of more than " + limits.sourceLength() + " characters");
        }
        return new ChatTemplate(StatementParser.parse(source, limits), limits);
    }

    /**
     * The text that the template makes of the variables.
     *
     * @param now what {@code strftime_now} reads; without it a template that asks for the date fails
     * @throws TemplateException if the template refuses the variables, cannot work with them or exceeds its limits
     */
    public String render(Map<String, JsonNode> variables, Optional<LocalDateTime> now) {
        Budget budget = new Budget(limits);
        try {
            Map<String, Value> values = new HashMap<>(Functions.variables());
            variables.forEach((name, json) -> values.put(name, JsonValues.of(json)));
            Frame frame = Frame.outermost(new Rendering(budget, now), values);
            frame.execute(statements);
            return frame.output().toString();
        } catch (ValueException unworkable) {
            throw new TemplateRenderException(budget.line(), String.valueOf(unworkable.getMessage()));
        }
    }
}
