package dev.r3.infra.temporal;

import dev.r3.workflows.contract.ExperimentAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a server know the attributes by which experiments are found. */
final class AttributeRegistration {
    private AttributeRegistration() {}

    /**
     * Adds the attributes that the server lacks.
     *
     * @return whether it knows them all now; a server whose administrator alone may add them does not
     */
    static boolean ensure(WorkflowClient client) {
        String namespace = client.getOptions().getNamespace();
        var operator = OperatorServiceGrpc.newBlockingStub(
                client.getWorkflowServiceStubs().getRawChannel());
        try {
            Set<String> known = operator.listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getCustomAttributesMap()
                    .keySet();
            Map<String, IndexedValueType> missing = ExperimentAttributes.ALL.stream()
                    .map(SearchAttributeKey::getName)
                    .filter(name -> !known.contains(name))
                    .collect(
                            Collectors.toMap(Function.identity(), name -> IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
            if (!missing.isEmpty()) {
                operator.addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .putAllSearchAttributes(missing)
                        .build());
            }
            return true;
        } catch (StatusRuntimeException e) {
            // Without them everything else works.
            return false;
        }
    }
}
