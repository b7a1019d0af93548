package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Rewrites a class as another compiler would have written it; comparing with a real one needs two JDKs. */
class CodeNormalFormTest {

    /** Holds what compilers write in several ways. */
    static final class Sample {
        static int count(List<String> texts, String word) {
            Predicate<String> starts = text -> text.startsWith(word);
            Supplier<Predicate<String>> ends = () -> text -> text.endsWith(word);
            return texts.hashCode()
                    + (int) texts.stream().filter(starts.or(ends.get())).count();
        }

        private Sample() {}
    }

    @Test
    void numbersOfLambdasDoNotCount() throws IOException {
        ClassNode renumbered = new ClassNode();
        sample().accept(new ClassRemapper(renumbered, new Remapper(Opcodes.ASM9) {
            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                return name.startsWith("lambda$") ? "lambda$other$" + (9 - name.charAt(name.length() - 1) + '0') : name;
            }
        }));
        Collections.reverse(renumbered.methods);
        assertThat(renumbered.methods).anyMatch(method -> method.name.startsWith("lambda$other$"));
        assertThat(normalForm(renumbered)).isEqualTo(normalForm(sample()));
    }

    @Test
    void theReceiverOfObjectsMethodsDoesNotCount() throws IOException {
        ClassNode onObject = sample();
        ClassNode onInterface = sample();
        assertThat(callHashCode(onObject, Opcodes.INVOKEVIRTUAL, "java/lang/Object"))
                .isEqualTo(1);
        assertThat(callHashCode(onInterface, Opcodes.INVOKEINTERFACE, "java/util/List"))
                .isEqualTo(1);
        assertThat(normalForm(onObject)).isEqualTo(normalForm(onInterface));
    }

    @Test
    void theBodyOfALambdaCounts() throws IOException {
        ClassNode other = sample();
        other.methods.forEach(method -> method.instructions.forEach(instruction -> {
            if (instruction instanceof MethodInsnNode call && call.name.equals("endsWith")) {
                call.name = "contains";
            }
        }));
        assertThat(normalForm(other)).isNotEqualTo(normalForm(sample()));
    }

    /** Makes calls of {@code hashCode} as given; says how many there are. */
    private static int callHashCode(ClassNode type, int opcode, String owner) {
        int[] calls = {0};
        type.methods.forEach(method -> method.instructions.forEach(instruction -> {
            if (instruction instanceof MethodInsnNode call && call.name.equals("hashCode")) {
                call.setOpcode(opcode);
                call.owner = owner;
                call.itf = opcode == Opcodes.INVOKEINTERFACE;
                calls[0]++;
            }
        }));
        return calls[0];
    }

    private static byte[] normalForm(ClassNode type) {
        CodeNormalForm.apply(type);
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static ClassNode sample() throws IOException {
        ClassNode node = new ClassNode();
        try (InputStream in = Sample.class.getResourceAsStream("CodeNormalFormTest$Sample.class")) {
            new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return node;
    }
}
