package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortFloatProductsTest {
    @ParameterizedTest
    @CsvSource({
        "flags           : fpu avx512f avx512_bf16 amx_tile, true",
        "flags           : fpu amx_bf16 amx_tile, true",
        "flags           : fpu avx2 avx512f avx512vnni, false",
        "Features        : fp asimd bf16 i8mm, true",
        "Features        : fp asimd, false",
        "model name      : a processor named bf16, true"
    })
    void aProcessorTells(String line, boolean expected) {
        assertThat(ShortFloatProducts.areNative(List.of("processor       : 0", line)))
                .isEqualTo(expected);
    }
}
