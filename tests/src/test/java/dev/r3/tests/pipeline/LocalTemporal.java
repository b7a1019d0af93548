package dev.r3.tests.pipeline;

import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.tests.server.WhatRan;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.nio.file.Path;
import java.util.EnumSet;

/** The Temporal server of a home's local stack. */
final class LocalTemporal {
    private LocalTemporal() {}

    /** A connection to it; the stack is started if it is down. */
    static TemporalConnection open(Path home) throws Exception {
        String target = LocalStack.of(home)
                .up(EnumSet.allOf(Service.class), message -> {})
                .temporal()
                .orElseThrow()
                .target();
        TemporalConnection temporal = TemporalConnection.open(new TemporalSettings(target, "default"));
        String version = temporal.client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .getServerVersion();
        WhatRan.against("Temporal %s of the local stack".formatted(version), "whole experiments");
        return temporal;
    }
}
