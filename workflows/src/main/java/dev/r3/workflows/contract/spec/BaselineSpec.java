package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A model to compare with: the folder of its checkpoint, or a server that it answers from. */
@TextOrKeys(text = BaselineSpec.Folder.class, keys = EndpointSpec.class)
public sealed interface BaselineSpec permits BaselineSpec.Folder, EndpointSpec {

    /**
     * A checkpoint. In JSON it is the text alone, as it was before there were endpoints.
     *
     * @param folder relative to the spec's folder
     */
    record Folder(@JsonValue String folder) implements BaselineSpec {
        public Folder {
            requireNonNull(folder, "folder is null");
        }
    }

    /** Reads a text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static BaselineSpec of(String folder) {
        return new Folder(folder);
    }

    /** Reads keys and values. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static BaselineSpec of(EndpointSpec endpoint) {
        return endpoint;
    }
}
