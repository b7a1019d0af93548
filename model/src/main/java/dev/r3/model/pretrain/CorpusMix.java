package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What the corpus is mixed of. All shares are in [0, 1]; documents that are of none of the first four kinds are {@link
 * DocumentKind#WORKED} or {@link DocumentKind#REMARK}.
 *
 * @param direct of documents
 * @param unreflected of documents
 * @param fixed of documents
 * @param foreign of documents
 * @param worked of the reflections that the model learns
 * @param missed of the calculations of worked reflections, those that miss the target and have another follow them
 * @param rightRetries of the retries after anything but a worked reflection of the task itself
 * @param wrongNumbers of wrong answers, with a number that isn't given
 * @param fixedReflection the fixed reflection's text
 */
public record CorpusMix(
        double direct,
        double unreflected,
        double fixed,
        double foreign,
        double worked,
        double missed,
        double rightRetries,
        double wrongNumbers,
        String fixedReflection) {
    public CorpusMix {
        requireNonNull(fixedReflection, "fixed reflection is null");
        Map.of(
                        "direct", direct,
                        "unreflected", unreflected,
                        "fixed", fixed,
                        "foreign", foreign,
                        "worked", worked,
                        "missed", missed,
                        "right-retries", rightRetries,
                        "wrong-numbers", wrongNumbers)
                .forEach(CorpusMix::requireShare);
        if (direct + unreflected + fixed + foreign > 1) {
            throw new IllegalArgumentException("the shares 'direct', 'unreflected', 'fixed' and 'foreign' are "
                    + (direct + unreflected + fixed + foreign) + " together; expected at most 1");
        }
        if (fixedReflection.isBlank()) {
            throw new IllegalArgumentException("'fixed-reflection' is blank; expected a text");
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("'%s' is %s; expected a share from 0 to 1".formatted(name, share));
        }
    }

    /**
     * The kind of a document.
     *
     * @param drawn uniform in [0, 1)
     * @param reflection uniform in [0, 1)
     */
    DocumentKind kind(double drawn, double reflection) {
        if (drawn < direct) {
            return DocumentKind.DIRECT;
        } else if (drawn < direct + unreflected) {
            return DocumentKind.UNREFLECTED;
        } else if (drawn < direct + unreflected + fixed) {
            return DocumentKind.FIXED;
        } else if (drawn < direct + unreflected + fixed + foreign) {
            return DocumentKind.FOREIGN;
        }
        return reflection < worked ? DocumentKind.WORKED : DocumentKind.REMARK;
    }
}
