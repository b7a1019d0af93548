package dev.r3.model.check;

import java.util.List;

/**
 * A token and how likely it is.
 *
 * @param value its log-probability in nats or its probability, as the file says
 */
public record LikelyToken(int token, double value) {
    static List<LikelyToken> readAll(ReferenceNode pairs) {
        return pairs.elements().stream().map(LikelyToken::read).toList();
    }

    private static LikelyToken read(ReferenceNode pair) {
        List<ReferenceNode> parts = pair.elements();
        pair.require(parts.size() == 2, "a token and its likelihood");
        return new LikelyToken(parts.get(0).natural(), parts.get(1).number());
    }
}
