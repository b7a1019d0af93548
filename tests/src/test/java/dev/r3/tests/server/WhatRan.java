package dev.r3.tests.server;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of the tests which servers they ran against, and which they could not have: a build without one of
 * them says so where people look.
 */
public final class WhatRan implements TestExecutionListener {
    private static final String LINE = "-".repeat(72);
    private static final Map<String, String> SERVERS = new TreeMap<>();
    private static String printed = "";

    /** Tests ran against a server. */
    public static synchronized void against(String server, String tests) {
        SERVERS.merge(server, "ran: " + tests, (one, other) -> one.contains(other) ? one : one + "; " + other);
    }

    /** Tests could not have a server. */
    public static synchronized void without(String server, String tests, String reason) {
        SERVERS.put(server, "DID NOT RUN: %s, because %s".formatted(tests, reason));
    }

    /** A plan is a class here: what it adds nothing to is not printed again. */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        print(summary());
    }

    private static synchronized void print(String summary) {
        if (!summary.equals(printed)) {
            System.out.println(summary);
            printed = summary;
        }
    }

    private static synchronized String summary() {
        if (SERVERS.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder(LINE + "\nServers of these tests\n");
        SERVERS.forEach((server, outcome) ->
                lines.append("  ").append(server).append(": ").append(outcome).append('\n'));
        return lines.append(LINE).toString();
    }
}
