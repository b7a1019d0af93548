package dev.r3.workflows.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A place inside the artifact store: segments of letters, digits, dots, dashes and underscores, joined by slashes. No
 * segment starts with a dot, so a key can't climb out of a folder.
 */
public record ArtifactKey(@JsonValue String path) {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    @JsonCreator
    public ArtifactKey {
        if (path.length() > 900) {
            throw new IllegalArgumentException("artifact key is longer than 900 characters: " + path);
        }
        for (String segment : path.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException("not an artifact key: " + path);
            }
        }
    }

    public static ArtifactKey of(String first, String... more) {
        return more.length == 0 ? new ArtifactKey(first) : new ArtifactKey(first + "/" + String.join("/", more));
    }

    public ArtifactKey resolve(String segments) {
        return new ArtifactKey(path + "/" + segments);
    }

    /** The folder that it is in; there is one unless it has one segment only. */
    public ArtifactKey folder() {
        return new ArtifactKey(path.substring(0, Math.max(path.lastIndexOf('/'), 0)));
    }

    /** The last segment. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return path;
    }
}
