package dev.r3.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.MemoryFailure;
import dev.r3.activities.stage.SpecTree;
import dev.r3.workflows.contract.spec.LoraSpec;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBudgetTest {
    private static final PolicySpec POLICY = new PolicySpec("", new LoraSpec(0, 32, "all-linear"), 512, 4096);
    private static final TokenBudget BUDGET = TokenBudget.of(POLICY, 400);

    private final List<TokenBudget> tried = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 2.00 GiB",
                "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes",
                "DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes"
            })
    void isSpentOnceMoreByHalves(String message) {
        TokenBudget kept = BUDGET.spend(POLICY, 0, budget -> {
            tried.add(budget);
            if (tried.size() == 1) {
                throw new IllegalStateException("a step failed", new IllegalStateException(message));
            }
            return budget;
        });
        assertThat(tried).hasSize(2);
        assertThat(kept.cacheTokens()).isEqualTo(2048);
        assertThat(kept.microBatchTokens()).isEqualTo(200);
        assertThat(kept.in(POLICY).contextTokens()).isEqualTo(512);
        assertThat(kept.noteIn(SpecTree.empty()).path("memory").asText())
                .isEqualTo("memory ran out: done with policy.cache-tokens 2048 in place of 4096 and"
                        + " train.micro-batch-tokens 200 in place of 400, which may change last bits");
        assertThat(BUDGET.noteIn(SpecTree.empty())).isEmpty();
    }

    @Test
    void afterALostAttemptThereIsHalf() {
        TokenBudget only = BUDGET.spend(POLICY, 1, budget -> {
            tried.add(budget);
            return budget;
        });
        assertThat(tried).hasSize(1);
        assertThat(only.cacheTokens()).isEqualTo(2048);
        assertThat(only.note()).startsWith("memory ran out: done with policy.cache-tokens 2048 in place of 4096");
        assertThatThrownBy(() -> BUDGET.spend(POLICY, 1, budget -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(MemoryFailure.class)
                .hasMessageStartingWith("memory ran out, and with half of the tokens at a time again; lower");
    }

    @Test
    void twiceIsFinalAndSaysWhatToLower() {
        assertThatThrownBy(() -> BUDGET.spend(POLICY, 0, budget -> {
                    tried.add(budget);
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(MemoryFailure.class)
                .hasMessage("memory ran out, and with half of the tokens at a time again; lower policy.cache-tokens"
                        + " (4096 now) or train.micro-batch-tokens (400 now) or policy.context-tokens, or use a smaller"
                        + " model");
        assertThat(tried).hasSize(2);
    }

    @Test
    void whatCantBeHalvedIsNotTriedAgain() {
        PolicySpec full = new PolicySpec("", POLICY.lora(), 512, 512);
        assertThatThrownBy(() -> TokenBudget.of(full, 1).spend(full, 0, budget -> {
                    tried.add(budget);
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(MemoryFailure.class)
                .hasMessageStartingWith("memory ran out; lower policy.cache-tokens (512 now)");
        assertThat(tried).hasSize(1);
    }

    @Test
    void whatTrainsNothingHasNoMicroBatches() {
        TokenBudget half = TokenBudget.of(POLICY).spend(POLICY, 0, budget -> {
            tried.add(budget);
            if (tried.size() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return budget;
        });
        assertThat(half.note())
                .isEqualTo(
                        "memory ran out: done with policy.cache-tokens 2048 in place of 4096, which may change last bits");
    }

    @Test
    void whatTrainsNothingIsNotTriedAgainWithTheSameTokens() {
        PolicySpec full = new PolicySpec("", POLICY.lora(), 512, 512);
        assertThatThrownBy(() -> TokenBudget.of(full).spend(full, 0, budget -> {
                    tried.add(budget);
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(MemoryFailure.class)
                .hasMessage("memory ran out; lower policy.cache-tokens (512 now) or policy.context-tokens, or use a"
                        + " smaller model");
        assertThat(tried).hasSize(1);
    }

    @Test
    void onlyWhatIsLessIsToldOf() {
        PolicySpec full = new PolicySpec("", POLICY.lora(), 512, 512);
        String note = TokenBudget.of(full, 400).spend(full, 0, budget -> {
            tried.add(budget);
            if (tried.size() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return budget.note();
        });
        assertThat(note)
                .isEqualTo("memory ran out: done with train.micro-batch-tokens 200 in place of 400, which may change"
                        + " last bits");
    }

    @Test
    void anotherFailureStaysWhatItIs() {
        IllegalStateException other = new IllegalStateException("shapes differ");
        assertThatThrownBy(() -> BUDGET.spend(POLICY, 0, budget -> {
                    tried.add(budget);
                    throw other;
                }))
                .isSameAs(other);
        assertThat(tried).hasSize(1);
    }
}
