package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Media;
import org.ringdown.media.StreamMedia;

/** In whose place a stream is heard, and until when. */
class CallDubTest {
    private final List<String> happened = new ArrayList<>();
    private final Leg page = leg("page", "page");
    private final Leg phone = leg("phone", "sip");
    private final CallDub dub = new CallDub(this::opened);
    private final CallVoice voice = new Voice("voice");

    private final class Voice implements CallVoice {
        private final String name;

        Voice(String name) {
            this.name = name;
        }

        @Override
        public void speaks(StreamMedia by) {
            happened.add(name + " speaks by " + by);
        }

        @Override
        public void end() {
            happened.add(name + " ends");
        }
    }

    private StreamMedia opened(Media over) {
        return made(StreamMedia.class, "dub of " + over);
    }

    private <M> M made(Class<M> kind, String name) {
        return kind.cast(
                Proxy.newProxyInstance(
                        kind.getClassLoader(),
                        new Class<?>[] {kind},
                        (proxy, method, given) ->
                                switch (method.getName()) {
                                    case "toString" -> name;
                                    case "equals" -> proxy == given[0];
                                    case "hashCode" -> name.hashCode();
                                    case "close" -> happened.add(name + " closes");
                                    default -> throw new AssertionError(method.getName());
                                }));
    }

    private Leg leg(String name, String kind) {
        var media = Optional.of(made(Media.class, name));
        return (Leg)
                Proxy.newProxyInstance(
                        Leg.class.getClassLoader(),
                        new Class<?>[] {Leg.class},
                        (_, method, _) ->
                                switch (method.getName()) {
                                    case "media" -> media;
                                    case "kind" -> kind;
                                    default -> throw new AssertionError(method.getName());
                                });
    }

    @Test
    void thePageIsDubbedWhicheverSideItIs() {
        dub.begin(voice);
        dub.talk(phone, page);
        dub.talk(phone, page);
        assertThat(happened).containsExactly("voice speaks by dub of page");
    }

    @Test
    void theCallerIsWhereThatDoesNotDecide() {
        dub.begin(voice);
        dub.talk(leg("one", "page"), page);
        assertThat(happened).containsExactly("voice speaks by dub of one");
    }

    @Test
    void whoeverComesToItsSideIsDubbedInstead() {
        dub.begin(voice);
        dub.talk(page, phone);
        happened.clear();
        dub.talk(leg("other", "sip"), phone);
        assertThat(happened).containsExactly("dub of page closes", "voice speaks by dub of other");
    }

    @Test
    void itsSideIsHeardItselfAgainWhenItLeaves() {
        dub.begin(voice);
        dub.talk(page, phone);
        dub.leave(new Voice("another"));
        dub.leave(voice);
        dub.talk(page, phone);
        assertThat(happened).containsExactly("voice speaks by dub of page", "dub of page closes");
    }

    @Test
    void aNewVoiceEndsTheOneBefore() {
        dub.begin(voice);
        dub.talk(page, phone);
        dub.begin(new Voice("newest"));
        dub.talk(page, phone);
        assertThat(happened)
                .containsExactly(
                        "voice speaks by dub of page",
                        "dub of page closes",
                        "voice ends",
                        "newest speaks by dub of page");
    }

    @Test
    void aLegThatGoesOnElsewhereGoesWithItsOwnVoice() {
        dub.begin(voice);
        dub.talk(page, phone);
        dub.left(phone);
        dub.left(page);
        assertThat(happened).containsExactly("voice speaks by dub of page", "dub of page closes");
    }

    @Test
    void itEndsWithTheCallOnce() {
        dub.begin(voice);
        dub.talk(page, phone);
        dub.end();
        dub.end();
        assertThat(happened)
                .containsExactly("voice speaks by dub of page", "dub of page closes", "voice ends");
    }
}
