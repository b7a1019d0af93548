package dev.r3.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.r3.verifiers.api.AnswerNaming;

/** Who may depend on whom. */
@AnalyzeClasses(packages = "dev.r3", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String VERIFIERS = "dev.r3.verifiers..";
    private static final String MODEL = "dev.r3.model..";
    private static final String WORKFLOWS = "dev.r3.workflows..";
    private static final String ACTIVITIES = "dev.r3.activities..";
    private static final String INFRA = "dev.r3.infra..";

    @ArchTest
    static final ArchRule verifiersDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(VERIFIERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, WORKFLOWS, ACTIVITIES, INFRA);

    /** What a family reaches is in its verifier's fingerprint, by which stages are found again. */
    @ArchTest
    static final ArchRule familiesDoNotReachWhatOnlyMeasuresTexts = noClasses()
            .that()
            .resideInAPackage(VERIFIERS)
            .and()
            .haveSimpleNameNotEndingWith("Naming")
            .and()
            .doNotHaveSimpleName("TaskFamilies")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(AnswerNaming.class);

    @ArchTest
    static final ArchRule modelDependsOnVerifiersOnly = noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WORKFLOWS, ACTIVITIES, INFRA)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule workflowsDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(WORKFLOWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(VERIFIERS, MODEL, ACTIVITIES, INFRA);

    @ArchTest
    static final ArchRule activitiesKnowWorkflowsByTheirContractOnly = noClasses()
            .that()
            .resideInAPackage(ACTIVITIES)
            .should()
            .dependOnClassesThat(isOursOutside("dev.r3.workflows.contract", "dev.r3.workflows"));

    @ArchTest
    static final ArchRule activitiesDoNotDependOnInfra = noClasses()
            .that()
            .resideInAPackage(ACTIVITIES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INFRA);

    @ArchTest
    static final ArchRule djlStaysInModel = only(MODEL, "ai.djl..");

    @ArchTest
    static final ArchRule duckDbStaysWithFilesOfRows = noClasses()
            .that()
            .resideOutsideOfPackages("dev.r3.activities.dataset..", "dev.r3.activities.table..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.duckdb..", "java.sql..");

    @ArchTest
    static final ArchRule awsStaysInS3 = only("dev.r3.infra.s3..", "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule mlflowStaysInMlflow = only("dev.r3.infra.mlflow..", "org.mlflow..");

    @ArchTest
    static final ArchRule picocliStaysInCli = only("dev.r3.infra.cli..", "picocli..");

    @ArchTest
    static final ArchRule temporalStaysAboveTheModel = noClasses()
            .that()
            .resideInAnyPackage(VERIFIERS, MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.temporal..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("dev.r3.infra.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyMainClassesExit = noClasses()
            .that()
            .doNotHaveSimpleName("R3")
            .and()
            .doNotHaveSimpleName("StackMain")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule workflowCodeIsDeterministic = noClasses()
            .that()
            .resideInAPackage(WORKFLOWS)
            .and()
            .resideOutsideOfPackage("dev.r3.workflows.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent..", "java.security..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, java.util.Random.class);

    @ArchTest
    static final ArchRule verifiersTouchNothingOutside = noClasses()
            .that()
            .resideInAPackage(VERIFIERS)
            .and()
            .resideOutsideOfPackage("dev.r3.verifiers.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio.file..", "java.net..", "java.lang.reflect..", "javax.script..", "java.util.regex..")
            .because("a verifier is a pure function, and model text meets no backtracking regex");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.r3.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule activityImplementationsAreNamedAlike = classes()
            .that()
            .resideInAPackage(ACTIVITIES)
            .and()
            .implement(isActivityInterface())
            .should()
            .haveSimpleNameEndingWith("ActivityImpl");

    private static ArchRule only(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> isOursOutside(String allowed, String root) {
        return DescribedPredicate.describe(
                "are in " + root + " but not in " + allowed,
                type -> type.getPackageName().startsWith(root)
                        && !type.getPackageName().startsWith(allowed));
    }

    private static DescribedPredicate<JavaClass> isActivityInterface() {
        return DescribedPredicate.describe(
                "are activity interfaces", type -> type.isAnnotatedWith(io.temporal.activity.ActivityInterface.class));
    }
}
