package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.RunRecord.DatasetInput;
import java.util.List;

/** The body of {@code runs/log-inputs}. */
final class DatasetInputs {

    private DatasetInputs() {}

    static ObjectNode of(String run, List<DatasetInput> datasets) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("run_id", run);
        var inputs = body.putArray("datasets");
        for (DatasetInput dataset : datasets) {
            ObjectNode input = inputs.addObject();
            input.putArray("tags").addObject().put("key", "mlflow.data.context").put("value", dataset.context());
            // MLflow's s3 source is a JSON object with the address.
            ObjectNode source = JsonNodeFactory.instance.objectNode().put("uri", dataset.source());
            input.putObject("dataset")
                    .put("name", dataset.name())
                    .put("digest", dataset.digest())
                    .put("source_type", "s3")
                    .put("source", source.toString())
                    .put("profile", dataset.profile());
        }
        return body;
    }
}
