package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Texts as outlines, of letters that come along: a line {@code code-point advance path} each, in thousandths of the size,
 * y downwards. Other characters are drawn as {@code ?}.
 */
final class Lettering {
    private static final String LETTERS = "letters.txt";
    private static final double UNITS = 1_000;
    private static final Map<Integer, Letter> KNOWN = read();

    /** @param advance to the next letter */
    private record Letter(double advance, Path2D outline) {}

    private Lettering() {}

    /** In parts of the size. */
    static double width(String text) {
        return text.codePoints().mapToDouble(point -> letter(point).advance()).sum();
    }

    /** Begins at the origin, of size 1. */
    static Path2D of(String text) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double x = 0;
        for (int point : text.codePoints().toArray()) {
            Letter letter = letter(point);
            outline.append(AffineTransform.getTranslateInstance(x, 0).createTransformedShape(letter.outline()), false);
            x += letter.advance();
        }
        return outline;
    }

    private static Letter letter(int point) {
        Letter known = KNOWN.get(point);
        return known == null ? requireNonNull(KNOWN.get((int) '?')) : known;
    }

    private static Map<Integer, Letter> read() {
        InputStream resource = requireNonNull(Lettering.class.getResourceAsStream(LETTERS), LETTERS);
        Map<Integer, Letter> letters = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                StringTokenizer words = new StringTokenizer(line);
                int point = Integer.parseInt(words.nextToken());
                letters.put(point, new Letter(number(words), outline(words)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(letters);
    }

    private static Path2D outline(StringTokenizer words) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        while (words.hasMoreTokens()) {
            switch (words.nextToken()) {
                case "M" -> path.moveTo(number(words), number(words));
                case "L" -> path.lineTo(number(words), number(words));
                case "Q" -> path.quadTo(number(words), number(words), number(words), number(words));
                default -> path.closePath();
            }
        }
        return path;
    }

    private static double number(StringTokenizer words) {
        return Integer.parseInt(words.nextToken()) / UNITS;
    }
}
