package dev.r3.model.template;

/**
 * How much a template may ask for. The defaults leave room for conversations of a million characters.
 *
 * @param sourceLength characters of the template's text
 * @param nesting levels of statements and expressions within each other, when read
 * @param depth levels of evaluation within each other, macro calls included, when rendered
 * @param steps nodes evaluated and list items made in one rendering
 * @param textWork characters of all texts made in one rendering, intermediate ones included
 * @param outputLength characters of one text, the rendered prompt included
 */
public record TemplateLimits(int sourceLength, int nesting, int depth, long steps, long textWork, int outputLength) {

    public static final TemplateLimits DEFAULT = new TemplateLimits(1 << 20, 60, 1000, 5_000_000, 1L << 27, 1 << 24);

    public TemplateLimits {
        requirePositive(sourceLength, "sourceLength");
        requirePositive(nesting, "nesting");
        requirePositive(depth, "depth");
        requirePositive(steps, "steps");
        requirePositive(textWork, "textWork");
        requirePositive(outputLength, "outputLength");
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is not positive: " + value);
        }
    }
}
