package dev.r3.model.pretrain;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointWriter;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.supervised.BatchPlan;
import dev.r3.model.supervised.Corpus;
import dev.r3.model.supervised.DocumentEncoder;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.training.BytePairTrainer;
import dev.r3.model.train.GateException;
import dev.r3.model.train.ModelFiles;
import dev.r3.model.train.SupervisedConfig;
import dev.r3.model.train.SupervisedTrainer;
import dev.r3.model.train.SupervisedTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;

/**
 * Makes a model from nothing in a work folder: corpus, tokenizer, fresh weights, training, and the finished checkpoint. A
 * run that was stopped anywhere goes on where it was; what it gives is the same, bit for bit on the same type of
 * processor with the same number of threads.
 */
public final class Pretraining {
    private static final long SHARD_BYTES = 5_000_000_000L;
    private static final int SNAPSHOTS_KEPT = 2;

    private final PretrainPlan plan;
    private final Set<String> heldOut;
    private final WorkFolder work;
    private final PretrainListener listener;

    /**
     * @param heldOut identities of tasks that the corpus may not show
     * @param work is made if it isn't there
     */
    public Pretraining(PretrainPlan plan, Set<String> heldOut, Path work, PretrainListener listener) {
        this.plan = plan;
        this.heldOut = Set.copyOf(heldOut);
        this.work = new WorkFolder(work);
        this.listener = listener;
    }

    /**
     * Does what is left to do; the finished checkpoint then lies in {@code model} below the work folder.
     *
     * @param environment what a bitwise equal continuation needs the same of
     * @throws ForeignWorkException if the work folder is of another plan
     * @throws dev.r3.verifiers.api.InvalidOptionException for options that the task generator doesn't take
     * @throws GateException if training must stop
     */
    public PretrainResult run(Map<String, String> environment) throws IOException, GateException {
        work.claim(plan.digest());
        CorpusFile corpusFile = new CorpusFile(plan.corpus(), heldOut);
        if (!Files.exists(work.corpus())) {
            listener.begins(PretrainPart.CORPUS);
            corpusFile.write(work.corpus());
        }
        if (!Files.exists(work.fresh())) {
            listener.begins(PretrainPart.TOKENIZER);
            writeFresh(corpusFile);
        }
        try (Checkpoint fresh = Checkpoint.open(work.fresh());
                ChatTokenizer chat = ChatTokenizer.open(work.fresh());
                Corpus corpus = Corpus.open(work.corpus());
                Decoder decoder = Decoder.load(fresh, Precision.FLOAT32)) {
            listener.begins(PretrainPart.TRAINING);
            DecoderTraining training = DecoderTraining.of(decoder);
            train(fresh, chat, corpus, training, environment);
            Map<String, FloatTensor> weights = training.tensors(TensorKind.WEIGHT);
            export(fresh, weights);
            return result(fresh, chat, corpus);
        }
    }

    private void writeFresh(CorpusFile corpusFile) throws IOException {
        Path part = work.partOf(work.fresh());
        BytePairTrainer trainer = new BytePairTrainer(plan.tokenizer());
        corpusFile.sample(plan.tokenizerDocuments(), trainer);
        new FreshModel(plan.shape(), trainer.train(), plan.weightSeed()).write(part);
        Files.move(part, work.fresh(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void train(
            Checkpoint fresh,
            ChatTokenizer chat,
            Corpus corpus,
            DecoderTraining training,
            Map<String, String> environment)
            throws IOException, GateException {
        int padding = chat.tokenizer().specialTokens().paddingId().orElseThrow();
        BatchPlan batches = plan.training().batches(padding);
        SupervisedConfig config = plan.training().supervised();
        LearningCurve curve =
                new LearningCurve(work.learningCurve(), plan.training().updatesPerPoint());
        SupervisedTraining run = new SupervisedTraining(
                new SupervisedTrainer(training, config.adamW(), config.layerMemory()),
                new ModelFiles(fresh, training),
                corpus,
                new DocumentEncoder(chat),
                batches,
                config,
                (update, updates, metrics) -> {
                    curve.updated(update, updates, metrics);
                    listener.updated(update, updates, metrics);
                });
        try (SnapshotStore store = SnapshotStore.open(work.snapshots(), new Retention(SNAPSHOTS_KEPT), listener)) {
            run.run(store, new RunDigests(plan.digest(), corpus.digest(), "none"), environment);
        }
    }

    /** Written anew if it is there: it may be half of one. */
    private void export(Checkpoint fresh, Map<String, FloatTensor> weights) throws IOException {
        Path part = work.partOf(work.model());
        new CheckpointWriter(ElementType.BF16, SHARD_BYTES).write(fresh, weights, part);
        Files.copy(work.learningCurve(), part.resolve(work.learningCurve().getFileName()));
        WorkFolder.remove(work.model());
        Files.move(part, work.model(), StandardCopyOption.ATOMIC_MOVE);
    }

    private PretrainResult result(Checkpoint fresh, ChatTokenizer chat, Corpus corpus) throws IOException {
        LearningCurve.Point last = LearningCurve.last(work.learningCurve());
        return new PretrainResult(
                fresh.summary().parameters(),
                chat.tokenizer().vocabularySize(),
                corpus.digest(),
                corpus.records(),
                last.update(),
                last.tokens(),
                last.loss(),
                last.seconds());
    }
}
