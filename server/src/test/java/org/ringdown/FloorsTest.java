package org.ringdown;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the floors in order: everything points down, and protocols stay free of sockets, threads, clocks and chance. */
class FloorsTest {
    private static final List<String> FLOORS = List.of("protocol", "media", "gateway", "server");
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.ringdown");

    @Test
    void everyFloorIsSeen() {
        for (var floor : FLOORS) assertThat(packagesOf(floor)).as(floor).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, media",
        "protocol, gateway",
        "protocol, server",
        "media, gateway",
        "media, server",
        "gateway, server"
    })
    void noFloorKnowsAHigherOne(String floor, String higher) {
        check(noClasses().that(on(floor)).should().dependOnClassesThat(on(higher)));
    }

    @Test
    void eachPackageIsInOneModule() {
        var homes = new TreeMap<String, TreeSet<String>>();
        ALL.forEach(type ->
                homes.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>())
                        .add(floorOf(type)));

        assertThat(homes).allSatisfy((name, floors) -> assertThat(floors).as(name).hasSize(1));
    }

    @Test
    void eachPackageSaysWhatItIs() {
        var described =
                ALL.stream()
                        .filter(type -> type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackageName);

        assertThat(described)
                .containsAll(ALL.stream().map(JavaClass::getPackageName).distinct().toList());
    }

    @Test
    void protocolsStandOnTheJdkAlone() {
        check(
                noClasses()
                        .that(on("protocol"))
                        .should()
                        .dependOnClassesThat(
                                resideOutsideOfPackages(
                                        "java..",
                                        "javax.crypto..",
                                        "javax.xml.stream..",
                                        "org.ringdown..")));
    }

    @Test
    void protocolsOpenNothingStartNothingAskNoClockAndThrowNoDice() {
        check(
                noClasses()
                        .that(on("protocol"))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "java.nio.channels..",
                                        "java.util.concurrent..",
                                        "java.net.http.."))
                        .orShould()
                        .dependOnClassesThat(
                                named(
                                        "java.net.Socket",
                                        "java.net.ServerSocket",
                                        "java.net.DatagramSocket",
                                        "java.lang.Thread",
                                        "java.util.Timer",
                                        "java.util.Random",
                                        "java.security.SecureRandom",
                                        "java.time.Clock"))
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .callMethod(java.time.Instant.class, "now"));
    }

    @Test
    void noKindOfLegKnowsAnother() {
        var kinds =
                ALL.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.matches("org\\.ringdown\\.leg\\.\\w+"))
                        .distinct()
                        .toList();

        assertThat(kinds).hasSizeGreaterThan(1);
        for (var kind : kinds) {
            var others =
                    kinds.stream()
                            .filter(other -> !other.equals(kind))
                            .map(other -> other + "..")
                            .toArray(String[]::new);
            check(
                    noClasses()
                            .that()
                            .resideInAPackage(kind + "..")
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(others)));
        }
    }

    /** How SIP gets to its peers, what a shard is told, its rooms, the leg above it: each room knows those before it alone. */
    @ParameterizedTest
    @CsvSource({
        "way, shard..",
        "way, leg..",
        "shard, shard.dialog",
        "shard, shard.event",
        "shard.., leg.page..",
        "shard.dialog, shard.event",
        "shard.event, shard.dialog",
        "shard.dialog, leg..",
        "shard.event, leg..",
        "shard.dialog, shard.entrance",
        "shard.event, shard.entrance",
        "leg.sip, shard.dialog",
        "leg.sip, shard.event",
        "leg.sip, shard.entrance"
    })
    void theRoomsOfSipAreInOrder(String room, String unknown) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("org.ringdown." + room)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.ringdown." + unknown));
    }

    @Test
    void callsKnowNoProtocol() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("org.ringdown.call..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "org.ringdown.leg..",
                                        "org.ringdown.sip..",
                                        "org.ringdown.sdp..",
                                        "org.ringdown.page..")));
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        var all = List.of(names);
        return DescribedPredicate.describe("one of " + all, type -> all.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> on(String floor) {
        return DescribedPredicate.describe(
                "on the floor " + floor, type -> floorOf(type).equals(floor));
    }

    private static Stream<String> packagesOf(String floor) {
        return ALL.stream()
                .filter(type -> floorOf(type).equals(floor))
                .map(JavaClass::getPackageName)
                .distinct();
    }

    /** The module whose folder or jar a class was read from. */
    private static String floorOf(JavaClass type) {
        var from = type.getSource().map(source -> source.getUri().toString()).orElse("");
        return FLOORS.stream()
                .filter(floor ->
                        from.contains("/" + floor + "/target/")
                                || from.contains("ringdown-" + floor + "-"))
                .findFirst()
                .orElse("");
    }
}
