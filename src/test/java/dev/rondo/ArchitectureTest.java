package dev.rondo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dependencies point one way. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.rondo");

    @Test
    void layersKnowOnlyWhatIsBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("file")
                .definedBy("dev.rondo.file..")
                .layer("cell")
                .definedBy("dev.rondo.cell..")
                .layer("metric")
                .definedBy("dev.rondo.metric..")
                .layer("plot")
                .definedBy("dev.rondo.plot..")
                .layer("data")
                .definedBy("dev.rondo.data..")
                .layer("series")
                .definedBy("dev.rondo.series..")
                .layer("nn")
                .definedBy("dev.rondo.nn..")
                .layer("train")
                .definedBy("dev.rondo.train..")
                .layer("task")
                .definedBy("dev.rondo.task..")
                .layer("inspect")
                .definedBy("dev.rondo.inspect..")
                .layer("notebook")
                .definedBy("dev.rondo.notebook..")
                .layer("cli")
                .definedBy("dev.rondo.cli..")
                .whereLayer("file")
                .mayNotAccessAnyLayer()
                .whereLayer("cell")
                .mayNotAccessAnyLayer()
                .whereLayer("metric")
                .mayNotAccessAnyLayer()
                .whereLayer("plot")
                .mayOnlyAccessLayers("file")
                .whereLayer("data")
                .mayOnlyAccessLayers("file", "plot")
                .whereLayer("series")
                .mayOnlyAccessLayers("data", "file", "metric", "plot")
                .whereLayer("nn")
                .mayOnlyAccessLayers("cell")
                .whereLayer("train")
                .mayOnlyAccessLayers("cell", "data", "nn", "metric", "plot")
                .whereLayer("task")
                .mayOnlyAccessLayers("cell", "data", "series", "nn", "metric", "plot", "train")
                .whereLayer("inspect")
                .mayOnlyAccessLayers("cell", "data", "series", "nn", "metric", "plot", "train", "task")
                .whereLayer("inspect")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("notebook")
                .mayOnlyAccessLayers("file", "plot")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void theEngineStaysInsideItsPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.rondo.nn..", "dev.rondo.train..", "dev.rondo.task..", "dev.rondo.inspect..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("ai.djl.."))
                .check(CLASSES);
    }

    /** DJL lets the collector take a buffer that MXNet still reads: numbers go over in Tensors, which holds on to it. */
    @Test
    void numbersCrossIntoTheEngineInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.rondo.nn.Tensors")
                .should()
                .callMethodWhere(describe(
                        "copies numbers into the engine",
                        (JavaCall<?> call) -> call.getTarget().getOwner().isAssignableTo(NDManager.class)
                                && call.getTarget().getName().equals("create")))
                .check(CLASSES);
    }

    /** In PyTorch's graph such a number is a window on a buffer that the collector takes: Tensors.times copies it. */
    @Test
    void numbersEnterAGraphInOnePlace() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.rondo.nn..", "dev.rondo.task..")
                .and()
                .doNotHaveFullyQualifiedName("dev.rondo.nn.Tensors")
                .and()
                .doNotHaveFullyQualifiedName("dev.rondo.task.SideWriter") // reads scores, with no way back
                .should()
                .callMethodWhere(describe(
                        "multiplies an array by a number of Java's",
                        (JavaCall<?> call) -> call.getTarget().getOwner().isAssignableTo(NDArray.class)
                                && List.of("mul", "div", "pow")
                                        .contains(call.getTarget().getName())
                                && call.getTarget()
                                        .getRawParameterTypes()
                                        .get(0)
                                        .isEquivalentTo(Number.class)))
                .check(CLASSES);
    }

    @Test
    void theEngineDoesNotShowWhereItIsLookedInto() {
        noClasses()
                .that()
                .resideInAPackage("dev.rondo.inspect..")
                .and()
                .arePublic()
                .should()
                .dependOnClassesThat(resideInAnyPackage("ai.djl.."))
                .check(CLASSES);
    }

    @Test
    void jupyterStaysInTheNotebooksPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rondo.notebook..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.github.spencerpark..", "org.zeromq..", "jdk.jshell..", "org.eclipse.aether.."))
                .check(CLASSES);
    }

    @Test
    void theCellsDependOnNothing() {
        noClasses()
                .that()
                .resideInAPackage("dev.rondo.cell..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(
                        "java..", "dev.rondo.cell..", "org.jspecify..", "com.google.errorprone.annotations..")))
                .check(CLASSES);
    }

    @Test
    void tablesStayOutOfTheMathematics() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.rondo.cell..", "dev.rondo.metric..", "dev.rondo.nn..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("tech.tablesaw.."))
                .check(CLASSES);
    }
}
