package dev.r3.activities.dataset;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that a user may have meant. */
final class NearestName {

    private static final int MAX_LENGTH = 100;

    private NearestName() {}

    /** The name with the fewest edits to {@code wanted}, whatever the case, if they are fewer than half its letters. */
    static Optional<String> of(String wanted, Collection<String> names) {
        if (wanted.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> name.length() <= MAX_LENGTH)
                .filter(name -> distance(wanted, name) * 2 <= Math.max(wanted.length(), name.length()))
                .min(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance without regard to case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
