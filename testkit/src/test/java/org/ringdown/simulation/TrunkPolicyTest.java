package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.page.ToPage;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** What a trunk may ask besides calling: what its configuration says, and nothing else. */
class TrunkPolicyTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    private World world;
    private ScriptedPhone pbx;
    private ScriptedPage alice;
    private final List<ToPage> read = new ArrayList<>();

    private void meet(Set<Trunk.Ask> may) throws MalformedException {
        var trunk = Trunk.at("pbx", SipUri.parse("sip:10.1.0.1")).with(may);
        var out =
                new Route(
                        new Pattern("+49*"),
                        Optional.empty(),
                        Optional.empty(),
                        new Target.ByTrunk(List.of("pbx"), Rewriting.NONE));
        var in =
                new Route(
                        new Pattern("+1"),
                        Optional.of("pbx"),
                        Optional.empty(),
                        new Target.ToUser("alice"));
        world = World.from(403).trunk(trunk).route(out).route(in).build();
        pbx = world.phone("pbx");
        alice = world.page("alice");
        world.run(SOON);
        alice.whenHeard(read::add);
    }

    @ParameterizedTest
    @CsvSource({
        "INFO,    application/json, {}, INFO,    200",
        "MESSAGE, text/plain,       hi, MESSAGE, 200",
        "INFO,    application/json, {}, MESSAGE, 403",
        "MESSAGE, text/plain,       hi, INFO,    403",
    })
    void withinACallItIsTakenWhereTheTrunkMay(
            String method, String type, String body, Trunk.Ask may, int status) throws Exception {
        meet(Set.of(may));
        var call = alice.call("+49301234567");
        world.runUntil(call::isTalking, SOON);
        pbx.calls().getFirst().say(method, type, body);
        world.run(SOON);

        assertThat(pbx.calls().getFirst().answers()).containsExactly(status);
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void itsTextIsReadByWhomItsNumberLeadsTo() throws Exception {
        meet(Set.of(Trunk.Ask.MESSAGE));
        var text = pbx.text(world.address("+1"), "from outside", world.sip());
        var nobody = pbx.text(world.address("+2"), "from outside", world.sip());
        var byName = pbx.text(world.address("alice"), "from outside", world.sip());
        world.run(SOON);

        assertThat(text.status()).isEqualTo(200);
        assertThat(List.of(nobody.status(), byName.status())).containsOnly(404);
        assertThat(read).containsExactly(new ToPage.Message(pbx.uri(), "from outside"));
        world.finish();
    }

    @Test
    void itsTextIsRefusedWhereNothingIsSaid() throws Exception {
        meet(Trunk.Ask.USUAL);
        var text = pbx.text(world.address("+1"), "from outside", world.sip());
        world.run(SOON);

        assertThat(text.status()).isEqualTo(403);
        assertThat(read).isEmpty();
        world.finish();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textForANumberGoesByATrunkThatTakesIt(boolean takes) throws Exception {
        meet(takes ? Set.of(Trunk.Ask.MESSAGE) : Trunk.Ask.USUAL);
        alice.text("1", "+49301234567", "hello");
        world.run(SOON);

        assertThat(pbx.texts()).isEqualTo(takes ? List.of("hello") : List.of());
        if (takes) assertThat(read).containsExactly(new ToPage.Done("1"));
        else assertThat(((ToPage.Failure) read.getFirst()).code()).isEqualTo("bad-number");
        world.finish();
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE, 403", "NOTIFY, 481", "INFO, 481", "REFER, 481", "OPTIONS, 200"})
    void besideCallsNothingElseIsTakenWhateverItMay(String method, int status) throws Exception {
        meet(Trunk.Ask.ALL);
        var asked =
                pbx.ask(
                        method,
                        world.address("alice"),
                        Map.of("Event", "presence", "Contact", "<" + pbx.uri() + ">"),
                        "",
                        world.sip());
        world.run(SOON);

        assertThat(asked.status()).isEqualTo(status);
        world.finish();
    }
}
