package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.ServiceStatus;
import dev.r3.infra.local.StackException;
import dev.r3.infra.local.StackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code r3 status}: what runs. */
@Command(name = "status", description = "Shows the services, the workers and the experiments that run; starts nothing.")
final class StatusCommand implements Runnable {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        if (json) {
            printJson();
        } else {
            print();
        }
    }

    static void print() {
        Table table = Table.withHeader("service", "state", "address", "pid", "log", "");
        services()
                .forEach(known -> table.row(
                        known.service(), known.state(), known.address(), pid(known.pid()), known.log(), known.note()));
        OptionalLong worker = LocalWorker.of(Home.current().folder()).pid();
        table.row(
                "worker",
                worker.isPresent() ? "running" : "down",
                "",
                pid(worker),
                Home.current().log("worker").toString(),
                "");
        table.print();
        WhatRuns running = WhatRuns.now();
        printWorkers(running.workers());
        printExperiments(running.experiments());
    }

    /** The home's own among them. */
    private static void printWorkers(List<SeenWorker> workers) {
        if (workers.isEmpty()) {
            return;
        }
        Terminal.result("");
        Table table = Table.withHeader("worker of Temporal", "queues", "last poll", "works on");
        workers.forEach(worker -> table.row(
                worker.identity(),
                String.join(", ", worker.queues()),
                worker.lastPoll().map(StatusCommand::ago).orElse(""),
                String.join(", ", worker.work())));
        table.print();
    }

    /** A server's clock may be ahead of this one. */
    private static String ago(Instant time) {
        return "%,d s ago"
                .formatted(Math.max(0, Duration.between(time, Instant.now()).toSeconds()));
    }

    private static void printExperiments(List<CatalogEntry> running) {
        if (running.isEmpty()) {
            return;
        }
        Terminal.result("");
        Table table = Table.withHeader("experiment", "state", "task", "first started");
        running.forEach(entry ->
                table.row(entry.id().value(), "running", entry.task(), ListCommand.minutes(entry.startedAt())));
        table.print();
    }

    private static void printJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var services = json.putArray("services");
        for (Known known : services()) {
            ObjectNode node = services.addObject()
                    .put("service", known.service())
                    .put("state", known.state())
                    .put("address", known.address())
                    .put("log", known.log())
                    .put("note", known.note());
            known.pid().ifPresent(pid -> node.put("pid", pid));
        }
        LocalWorker.of(Home.current().folder())
                .pid()
                .ifPresent(pid -> json.putObject("worker").put("pid", pid));
        WhatRuns running = WhatRuns.now();
        ArrayNode workers = json.putArray("workers");
        running.workers().forEach(worker -> addTo(workers, worker));
        ArrayNode experiments = json.putArray("experiments");
        running.experiments()
                .forEach(entry -> experiments
                        .addObject()
                        .put("experiment", entry.id().value())
                        .put("state", "running")
                        .put("task", entry.task())
                        .put("started_at", entry.startedAt()));
        Terminal.result(json.toPrettyString());
    }

    private static void addTo(ArrayNode workers, SeenWorker worker) {
        ObjectNode node = workers.addObject().put("identity", worker.identity());
        worker.queues().forEach(node.putArray("queues")::add);
        worker.lastPoll().ifPresent(at -> node.put("last_poll_at", at.toEpochMilli()));
        worker.work().forEach(node.putArray("works_on")::add);
    }

    /** What is known of a service, in words. */
    private record Known(String service, String state, String address, OptionalLong pid, String log, String note) {

        static Known of(ServiceStatus local) {
            return new Known(
                    local.service().title(),
                    local.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    local.address(),
                    local.pid(),
                    local.log().toString(),
                    local.note());
        }

        static Known of(Service service, ConfiguredService elsewhere) {
            return new Known(
                    service.title(),
                    "configured",
                    elsewhere.address(),
                    OptionalLong.empty(),
                    "",
                    "by " + elsewhere.variable());
        }
    }

    private static List<Known> services() {
        Map<Service, ConfiguredService> configured = ConfiguredService.of(ServiceFinder.settings());
        return status().services().stream()
                .map(local -> Optional.ofNullable(configured.get(local.service()))
                        .map(elsewhere -> Known.of(local.service(), elsewhere))
                        .orElseGet(() -> Known.of(local)))
                .toList();
    }

    private static StackStatus status() {
        try {
            return LocalStack.of(Home.current().folder()).status();
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    private static String pid(OptionalLong pid) {
        return pid.isPresent() ? String.valueOf(pid.getAsLong()) : "";
    }
}
