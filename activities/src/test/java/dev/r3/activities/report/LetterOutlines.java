package dev.r3.activities.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes the resource of {@link Lettering} from a font's file: {@code java ... LetterOutlines DejaVuSans.ttf letters.txt}. */
final class LetterOutlines {
    private static final String MORE = "±–—·×…µ";

    private LetterOutlines() {}

    public static void main(String[] arguments) throws IOException, FontFormatException {
        Font font = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile())
                .deriveFont(1_000f);
        List<String> lines = new ArrayList<>();
        IntStream.concat(IntStream.rangeClosed(' ', '~'), MORE.chars()).forEach(point -> lines.add(line(point, font)));
        Files.write(Path.of(arguments[1]), lines);
    }

    private static String line(int point, Font font) {
        GlyphVector glyph = font.createGlyphVector(new FontRenderContext(null, true, true), Character.toString(point));
        return "%d %d%s".formatted(point, Math.round(glyph.getGlyphMetrics(0).getAdvance()), path(glyph.getOutline()));
    }

    private static String path(Shape outline) {
        StringBuilder path = new StringBuilder();
        double[] numbers = new double[6];
        for (PathIterator parts = outline.getPathIterator(null); !parts.isDone(); parts.next()) {
            switch (parts.currentSegment(numbers)) {
                case PathIterator.SEG_MOVETO -> append(path, 'M', numbers, 2);
                case PathIterator.SEG_LINETO -> append(path, 'L', numbers, 2);
                case PathIterator.SEG_QUADTO -> append(path, 'Q', numbers, 4);
                case PathIterator.SEG_CLOSE -> append(path, 'Z', numbers, 0);
                default -> throw new IllegalArgumentException("a TrueType outline has no cubic curves");
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, char kind, double[] numbers, int count) {
        path.append(' ').append(kind);
        for (int i = 0; i < count; i++) {
            path.append(' ').append(Math.round(numbers[i]));
        }
    }
}
