package io.medlinks.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Somebody's hands without a mouse. What has the focus must show it, and nothing may lie
 * over it (WCAG 2.2, 2.1.1, 2.4.7 and 2.4.11).
 */
final class Keyboard {

	/** More than any page has places to go to. */
	private static final int MOST_PLACES = 300;

	private static final String HAS_FOCUS = "element => element === document.activeElement";

	private static final String SHOWS_FOCUS = """
			element => {
				const shown = [element, element.closest('label'), element.parentElement]
					.filter(one => one !== null)
					.map(one => getComputedStyle(one))
				return shown.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
					|| style.boxShadow !== 'none')
			}""";

	/** Whether some part of the element lies open: its middle, or one of its corners. */
	private static final String LIES_OPEN = """
			element => {
				const { left, right, top, bottom } = element.getBoundingClientRect()
				const places = [[(left + right) / 2, (top + bottom) / 2], [left + 4, top + 4], [right - 4, bottom - 4]]
				return places.some(([x, y]) => {
					const there = document.elementFromPoint(x, y)
					return there !== null && (element.contains(there) || there.contains(element)
						|| there.closest('label')?.control === element)
				})
			}""";

	private final Page page;

	Keyboard(Page page) {
		this.page = page;
	}

	/**
	 * Goes on by Tab until the focus is there and shows; where something else takes it in
	 * the same moment, by one more turn around the page.
	 */
	Keyboard to(Locator target) {
		assertThat(target).isVisible();
		String lacking = "Tab does not lead to ";
		for (int place = 0; place < MOST_PLACES; place++) {
			if (is(target, HAS_FOCUS)) {
				if (!is(target, SHOWS_FOCUS)) {
					lacking = "It does not show that the focus is on ";
				}
				else if (!is(target, LIES_OPEN)) {
					lacking = "Something lies over what has the focus, ";
				}
				else {
					return this;
				}
			}
			press("Tab");
		}
		throw new AssertionError(lacking + target);
	}

	private static boolean is(Locator target, String what) {
		return Boolean.TRUE.equals(target.evaluate(what));
	}

	/** Waits until the focus is somewhere within. */
	void within(Locator part) {
		this.page.waitForCondition(() -> is(part, "element => element.contains(document.activeElement)"));
	}

	/** Goes there and presses Enter. */
	void press(Locator target) {
		to(target).press("Enter");
	}

	/** Presses a key. */
	void press(String key) {
		this.page.keyboard().press(key);
	}

	/** Goes to a field and writes into it, in place of what is there. */
	void write(Locator field, String text) {
		to(field).press("Control+a");
		this.page.keyboard().insertText(text);
	}

}
