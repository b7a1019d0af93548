package dev.r3.verifiers.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One form for what compilers write in several for the same source:
 *
 * <ul>
 *   <li>the methods that hold lambda bodies: their numbers, and whether equal ones are shared (that depends on {@code -g});
 *       each is named by its content;
 *   <li>calls of {@link Object}'s methods on an interface: made on {@code Object} before JDK 18, on the interface since;
 *   <li>the order of methods, and the tables of nested classes.
 * </ul>
 */
final class CodeNormalForm {

    private static final String OBJECT = "java/lang/Object";
    private static final Set<String> OBJECT_METHODS = Set.of(
            "equals(Ljava/lang/Object;)Z",
            "hashCode()I",
            "toString()Ljava/lang/String;",
            "getClass()Ljava/lang/Class;");

    private final ClassNode type;
    private final Map<String, MethodNode> lambdas = new HashMap<>();
    private final Map<MethodNode, String> names = new HashMap<>();

    private CodeNormalForm(ClassNode type) {
        this.type = type;
        type.methods.stream().filter(CodeNormalForm::isLambda).forEach(lambda -> lambdas.put(key(lambda), lambda));
    }

    /** Brings a class, read without debug information, into normal form. */
    static void apply(ClassNode type) {
        type.innerClasses.clear();
        type.nestMembers = null;
        type.outerClass = null;
        type.outerMethod = null;
        type.outerMethodDesc = null;
        new CodeNormalForm(type).normalizeMethods();
    }

    private void normalizeMethods() {
        Map<String, MethodNode> methods = new LinkedHashMap<>();
        for (MethodNode method : List.copyOf(type.methods)) {
            if (isLambda(method)) {
                method.name = nameByContent(method);
            } else {
                normalizeCalls(method);
            }
            methods.put(key(method), method);
        }
        type.methods.clear();
        methods.values().stream()
                .sorted(Comparator.comparing(CodeNormalForm::key))
                .forEach(type.methods::add);
    }

    private void normalizeCalls(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode call) {
                for (int i = 0; i < call.bsmArgs.length; i++) {
                    call.bsmArgs[i] = renamed(call.bsmArgs[i]);
                }
            } else if (instruction instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKEINTERFACE
                    && OBJECT_METHODS.contains(call.name + call.desc)) {
                call.setOpcode(Opcodes.INVOKEVIRTUAL);
                call.owner = OBJECT;
                call.itf = false;
            }
        }
    }

    private Object renamed(Object argument) {
        if (!(argument instanceof Handle handle) || !handle.getOwner().equals(type.name)) {
            return argument;
        }
        MethodNode lambda = lambdas.get(handle.getName() + handle.getDesc());
        return lambda == null
                ? argument
                : new Handle(
                        handle.getTag(),
                        handle.getOwner(),
                        nameByContent(lambda),
                        handle.getDesc(),
                        handle.isInterface());
    }

    /** A lambda's name from its body; the bodies of lambdas within it come first. */
    private String nameByContent(MethodNode lambda) {
        String known = names.get(lambda);
        if (known != null) {
            return known;
        }
        normalizeCalls(lambda);
        ClassWriter content = new ClassWriter(0);
        content.visit(Opcodes.V17, 0, type.name, null, OBJECT, null);
        lambda.accept(content.visitMethod(lambda.access, "lambda", lambda.desc, null, null));
        byte[] digest = CodeDigest.sha256().digest(content.toByteArray());
        String name = "lambda$" + HexFormat.of().formatHex(digest);
        names.put(lambda, name);
        return name;
    }

    private static boolean isLambda(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.startsWith("lambda$");
    }

    private static String key(MethodNode method) {
        return method.name + method.desc;
    }
}
