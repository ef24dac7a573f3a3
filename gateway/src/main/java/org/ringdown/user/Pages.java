package org.ringdown.user;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.mailbox.Post;
import org.ringdown.page.FromPage;
import org.ringdown.page.FromPage.FreshToken;
import org.ringdown.page.FromPage.Hello;
import org.ringdown.page.FromPage.Ping;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.user.Tokens.Verdict;

/** Lets pages in: judges their first message, and hands everything after it to their user's mailbox. */
public final class Pages implements PageDoor {
    /** The version of docs/phone-protocol.md; the first, so there is no previous one to serve. */
    static final int PROTOCOL = 1;

    private final Tokens tokens;
    private final Post post;
    private final Connections connections;
    private final AtomicLong opened = new AtomicLong();

    Pages(Tokens tokens, Post post, Connections connections) {
        this.tokens = tokens;
        this.post = post;
        this.connections = connections;
    }

    /** How many pages are connected. */
    public int count() {
        return connections.count();
    }

    @Override
    public PageSession opened(PageConnection connection, String origin, String address) {
        String page = "p_" + opened.incrementAndGet();
        connections.opened(page, connection, literal(address));
        return new Session(page, connection, origin, address);
    }

    /** A proxy may know its visitors by something else than an address. */
    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private final class Session implements PageSession {
        private final String page;
        private final PageConnection connection;
        private final String origin;
        private final String address;
        private boolean greeted;

        Session(String page, PageConnection connection, String origin, String address) {
            this.page = page;
            this.connection = connection;
            this.origin = origin;
            this.address = address;
        }

        @Override
        public void received(FromPage message) {
            switch (message) {
                case Hello hello when !greeted -> greet(hello);
                case Ping() -> connection.send(new ToPage.Pong());
                case FreshToken(var token) -> renew(token);
                default ->
                        connections
                                .userOf(page)
                                .ifPresentOrElse(
                                        user ->
                                                post.send(
                                                        User.mailbox(user),
                                                        new UserMessage.Said(page, message)),
                                        this::tooEarly);
            }
        }

        private void greet(Hello hello) {
            if (hello.version() != PROTOCOL) {
                refuse(
                        "unsupported-version",
                        "This gateway speaks version " + PROTOCOL + " of the protocol.",
                        "Load ringdown.js from this gateway, or update @ringdown/client.");
                connection.close(4004, "unsupported-version");
                return;
            }
            switch (tokens.verify(hello.token(), origin)) {
                case Verdict.Granted(var grant) -> {
                    greeted = true;
                    var resume =
                            hello.resume()
                                    .flatMap(ResumeToken::parse)
                                    .filter(token -> fits(token, grant));
                    String user = resume.map(ResumeToken::user).orElse(grant.user());
                    post.send(
                            User.mailbox(user),
                            new UserMessage.Arrived(
                                    page, address, grant, hello.register(), resume));
                }
                case Verdict.Refused(var code, var why) -> {
                    refuse(code, why, "Ask for a fresh token: POST /v1/tokens.");
                    connection.close(4003, code);
                }
            }
        }

        /** A guest's next token names another guest, so a guest may show the resume token of the guest that it was. */
        private static boolean fits(ResumeToken resume, Grant grant) {
            return resume.user().equals(grant.user())
                    || grant.isGuest() && resume.user().startsWith("guest:");
        }

        private void renew(String token) {
            switch (tokens.verify(token, origin)) {
                case Verdict.Granted(var grant) ->
                        connections
                                .userOf(page)
                                .ifPresentOrElse(
                                        user ->
                                                post.send(
                                                        User.mailbox(user),
                                                        new UserMessage.Renewed(page, grant)),
                                        this::tooEarly);
                case Verdict.Refused(var code, var why) ->
                        refuse(code, why, "Ask for a fresh token: POST /v1/tokens.");
            }
        }

        private void tooEarly() {
            refuse(
                    "bad-state",
                    "The page has not been welcomed yet.",
                    "Say hello first, and wait for welcome.");
        }

        private void refuse(String code, String message, String hint) {
            boolean retryable = code.equals("token-expired");
            connection.send(ToPage.Failure.ofPage(code, message, hint, retryable));
        }

        @Override
        public void closed() {
            connections
                    .closed(page)
                    .ifPresent(user -> post.send(User.mailbox(user), new UserMessage.Gone(page)));
        }
    }
}
