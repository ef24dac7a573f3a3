package org.ringdown.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor.PageSession;
import org.ringdown.page.ToPage;

/**
 * A stream that calls somebody: a page to the gateway, which hears nothing.
 *
 * <p>Threads: whoever places the call, the stream's, and those of the gateway, which must not be kept waiting.
 */
final class StreamCaller implements BroughtStream.Use, PageConnection {
    private static final int PROTOCOL = 1; // docs/phone-protocol.md
    private static final String M = "m1";
    private static final String REF = "stream";

    private final String to;
    private final BroughtStreams.House house;
    private final StreamOutlet outlet;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile List<Codec> offered = List.of();
    private volatile Optional<PageSession> page = Optional.empty();
    private volatile Optional<String> leg = Optional.empty();
    private volatile Runnable whenOver = () -> {};
    private volatile boolean over;

    /** What became of the wish to call. */
    sealed interface Reply {
        /** @param id of the call */
        record Calls(String id) implements Reply {}

        /** In the words of the gateway. */
        record No(String code, String message, String hint) implements Reply {}
    }

    StreamCaller(String to, BroughtStreams.House house, StreamOutlet outlet) {
        this.to = to;
        this.house = house;
        this.outlet = outlet;
    }

    @Override
    public void whenOver(Runnable task) {
        whenOver = task;
    }

    /** @param address who wants the call, for limits */
    CompletableFuture<Reply> dial(String user, String address, BroughtSound sound) {
        offered = sound.offered();
        var session = house.pages().opened(this, "", address);
        page = Optional.of(session);
        session.received(
                new FromPage.Hello(PROTOCOL, house.token(user), "stream", false, Optional.empty()));
        return reply;
    }

    /** The call, once there is one. */
    Optional<String> call() {
        return leg.map(StreamCaller::callOf);
    }

    /** Pages know a call by their leg in it. */
    private static String callOf(String leg) {
        return leg.substring(0, leg.lastIndexOf('.'));
    }

    @Override
    public void send(ToPage message) {
        switch (message) {
            case ToPage.Welcome _ -> {
                say(new FromPage.StreamOpen(M, offered, List.of(Codec.H264)));
                say(new FromPage.Dial(REF, to, M, Map.of(), Map.of(), Optional.empty()));
            }
            case ToPage.Calling(_, var made, _, _) -> calling(made);
            case ToPage.Failure no when leg.isEmpty() ->
                    refused(new Reply.No(no.code(), no.message(), no.hint()));
            case ToPage.Ended ended when isMine(ended.call()) -> leave();
            case ToPage.CallUpdate(var now) when isMine(now.call()) && !now.here() -> leave();
            default -> {}
        }
    }

    private void calling(String made) {
        leg = Optional.of(made);
        if (over) say(new FromPage.Hangup(made));
        reply.complete(new Reply.Calls(callOf(made)));
    }

    private void refused(Reply.No why) {
        reply.complete(why);
        leave();
    }

    private boolean isMine(String which) {
        return leg.filter(which::equals).isPresent();
    }

    private void say(FromPage message) {
        page.ifPresent(session -> session.received(message));
    }

    /** The call has ended, or is another page's now. */
    private void leave() {
        over = true;
        part();
        whenOver.run();
    }

    private void part() {
        page.ifPresent(PageSession::closed);
        page = Optional.empty();
    }

    @Override
    public void close(int code, String reason) {
        refused(new Reply.No("unavailable", "The gateway does not let it in.", reason));
    }

    @Override
    public void opened(String m, StreamMedia media) {
        media.plays(List.of(), List.of());
        outlet.into(media);
    }

    @Override
    public void live() {
        // Whoever is called hears it already.
    }

    @Override
    public void away() {
        // The call waits for it.
    }

    @Override
    public void lost(String why) {
        over = leg.isEmpty();
        call().ifPresent(id -> house.end(id, why));
    }

    @Override
    public void unwanted() {
        if (over) return;
        over = true;
        leg.ifPresentOrElse(made -> say(new FromPage.Hangup(made)), this::part);
    }

    @Override
    public boolean isWanted() {
        return !over && call().filter(house::isOpen).isPresent();
    }
}
