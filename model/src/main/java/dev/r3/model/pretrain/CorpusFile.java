package dev.r3.model.pretrain;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.model.tokenizer.training.BytePairTrainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Writes a corpus document by document; equal plans and held-out tasks give equal bytes. */
final class CorpusFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final CorpusPlan plan;
    private final Set<String> heldOut;

    CorpusFile(CorpusPlan plan, Set<String> heldOut) {
        this.plan = plan;
        this.heldOut = Set.copyOf(heldOut);
    }

    CountdownDocuments documents() {
        return new CountdownDocuments(plan.mix(), plan.seed(), plan.taskOptions(), heldOut);
    }

    /** Writes JSON lines; the file appears only when it is whole. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling("part-" + file.getFileName());
        CountdownDocuments documents = documents();
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            for (int i = 0; i < plan.documents(); i++) {
                out.write(MAPPER.writeValueAsString(documents.next().json()));
                out.write('\n');
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Shows the trainer the first documents. */
    void sample(int most, BytePairTrainer trainer) {
        CountdownDocuments documents = documents();
        for (int i = 0; i < Math.min(most, plan.documents()); i++) {
            documents.next().texts().forEach(trainer::add);
        }
        for (String role : new String[] {"user\n", "assistant\n"}) {
            for (int i = 0; i < 2; i++) {
                trainer.add(role);
            }
        }
    }
}
