package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.ServiceStatus;
import dev.r3.infra.local.StackException;
import dev.r3.infra.local.StackStatus;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code r3 status}: what runs. */
@Command(
        name = "status",
        description = "Shows the local services, the worker and the experiments that run; starts nothing.")
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
        for (ServiceStatus service : status().services()) {
            table.row(
                    service.service().title(),
                    state(service),
                    service.address(),
                    pid(service.pid()),
                    service.log().toString(),
                    service.note());
        }
        OptionalLong worker = LocalWorker.of(Home.current().folder()).pid();
        table.row(
                "worker",
                worker.isPresent() ? "running" : "down",
                "",
                pid(worker),
                Home.current().log("worker").toString(),
                "");
        table.print();
        printExperiments();
    }

    private static void printExperiments() {
        List<CatalogEntry> running = RunningExperiments.find();
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
        for (ServiceStatus service : status().services()) {
            ObjectNode node = services.addObject()
                    .put("service", service.service().title())
                    .put("state", state(service))
                    .put("address", service.address())
                    .put("log", service.log().toString())
                    .put("note", service.note());
            service.pid().ifPresent(pid -> node.put("pid", pid));
        }
        LocalWorker.of(Home.current().folder())
                .pid()
                .ifPresent(pid -> json.putObject("worker").put("pid", pid));
        ArrayNode experiments = json.putArray("experiments");
        RunningExperiments.find()
                .forEach(entry -> experiments
                        .addObject()
                        .put("experiment", entry.id().value())
                        .put("state", "running")
                        .put("task", entry.task())
                        .put("started_at", entry.startedAt()));
        Terminal.result(json.toPrettyString());
    }

    private static StackStatus status() {
        try {
            return LocalStack.of(Home.current().folder()).status();
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    private static String state(ServiceStatus service) {
        return service.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String pid(OptionalLong pid) {
        return pid.isPresent() ? String.valueOf(pid.getAsLong()) : "";
    }
}
