package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import java.io.IOException;
import java.sql.SQLException;

/** Takes in rows one by one: each becomes a task of the table or a line of the reject log. */
final class RowIntake<T extends Task> {

    private final TaskFamily<T> family;
    private final Dealer dealer;
    private final TaskLayout layout;
    private final StandardRow standard;
    private final TaskJudge<T> judge;
    private final TaskTable tasks;
    private final RejectLog rejects;

    RowIntake(DatasetRequest<T> request, TaskLayout layout, TaskTable tasks, RejectLog rejects) {
        this.family = request.family();
        this.dealer = request.split().dealer();
        this.layout = layout;
        this.standard = new StandardRow(layout.columns(), request.columns());
        this.judge = new TaskJudge<>(family.verifier(request.options()));
        this.tasks = tasks;
        this.rejects = rejects;
    }

    /** Takes in the row that the reader is at. */
    void take(RowReader rows) throws IOException, SQLException {
        JsonNode data = NullNode.getInstance();
        T task;
        try {
            ObjectNode row = rows.row();
            data = row;
            task = family.readTask(standard.of(row));
        } catch (InvalidTaskException e) {
            rejects.add(rows.number(), e, data);
            return;
        }
        IdentityHash identity = IdentityHash.of(task);
        Side side = dealer.sideOf(identity);
        tasks.add(rows.number(), identity, side, layout.checked(task.row()), judge.judge(task));
    }
}
