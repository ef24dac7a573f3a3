package org.ringdown.http;

import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.token.SignedTokens;

/** The door for pages that may show buttons and nothing else: whoever shows another token there is turned away, however good it is. */
final class VisitorDoor implements PageDoor {
    private static final String CODE = "origin-not-allowed";
    private static final int REFUSED = 4003;

    private final PageDoor door;

    VisitorDoor(PageDoor door) {
        this.door = door;
    }

    @Override
    public PageSession opened(PageConnection connection, String origin, String address) {
        var session = door.opened(connection, origin, address);
        return new PageSession() {
            @Override
            public void received(FromPage message) {
                switch (message) {
                    case FromPage.Hello hello when !SignedTokens.isForButton(hello.token()) ->
                            turnAway(connection);
                    case FromPage.FreshToken(var token) when !SignedTokens.isForButton(token) ->
                            turnAway(connection);
                    default -> session.received(message);
                }
            }

            @Override
            public void closed() {
                session.closed();
            }
        };
    }

    private static void turnAway(PageConnection connection) {
        connection.send(
                ToPage.Failure.ofPage(
                        CODE,
                        "Pages of this origin may show buttons, and sign nobody in.",
                        "List the origin in http.origins.",
                        false));
        connection.close(REFUSED, CODE);
    }
}
