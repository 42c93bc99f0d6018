#include "client/report/canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

// Named, so that no machine's settings choose another form of a character.
constexpr char kFont[] = "Noto Sans CJK SC";
constexpr char kLocale[] = "zh-cn";
// From the top of a line to its baseline.
constexpr double kAscent = 1.02;
constexpr double kSizeStep = 0.2;

struct Release {
  void operator()(cairo_surface_t* surface) const {
    cairo_surface_destroy(surface);
  }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFont* font) const { g_object_unref(font); }
  void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoFontDescription* font) const {
    pango_font_description_free(font);
  }
  void operator()(cairo_font_options_t* options) const {
    cairo_font_options_destroy(options);
  }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

cairo_status_t Append(void* closure, const unsigned char* data,
                      unsigned int length) {
  static_cast<std::string*>(closure)->append(
      reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct Canvas::Inside {
  std::string bytes;
  Owned<cairo_surface_t> surface;
  Owned<cairo_t> cairo;
  // Of its own: the library's is never freed.
  Owned<PangoFontMap> fonts;
  Owned<PangoContext> context;
  Owned<PangoLayout> layout;
  Owned<PangoFontDescription> font;
};

namespace {

absl::Status CheckFont(PangoLayout* layout, const PangoFontDescription* font) {
  const Owned<PangoFont> found(
      pango_context_load_font(pango_layout_get_context(layout), font));
  if (found != nullptr) {
    const Owned<PangoFontDescription> description(
        pango_font_describe(found.get()));
    const char* family = pango_font_description_get_family(description.get());
    if (family != nullptr && absl::string_view(family) == kFont) {
      return absl::OkStatus();
    }
  }
  return absl::FailedPreconditionError(
      absl::StrCat("the font \"", kFont,
                   "\" is not on this machine; install it, on Debian with: "
                   "apt-get install fonts-noto-cjk"));
}

}  // namespace

Canvas::Canvas(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Canvas::~Canvas() = default;

absl::StatusOr<std::unique_ptr<Canvas>> Canvas::Create(
    const std::string& title, const std::string& date) {
  auto inside = std::make_unique<Inside>();
  inside->surface.reset(cairo_pdf_surface_create_for_stream(
      Append, &inside->bytes, kPageWidth, kPageHeight));
  cairo_surface_t* surface = inside->surface.get();
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                 title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "pingyi");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                 absl::StrCat(date, "T00:00:00Z").c_str());
  inside->cairo.reset(cairo_create(surface));
  // Shapes as the font has them, not as some screen wants them.
  const Owned<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  inside->fonts.reset(pango_cairo_font_map_new());
  inside->context.reset(pango_font_map_create_context(inside->fonts.get()));
  PangoContext* context = inside->context.get();
  pango_cairo_context_set_font_options(context, options.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string(kLocale));
  pango_cairo_update_context(inside->cairo.get(), context);
  inside->layout.reset(pango_layout_new(context));
  inside->font.reset(pango_font_description_new());
  pango_font_description_set_family_static(inside->font.get(), kFont);
  pango_font_description_set_absolute_size(inside->font.get(),
                                           10.0 * PANGO_SCALE);
  absl::Status font = CheckFont(inside->layout.get(), inside->font.get());
  if (!font.ok()) {
    return font;
  }
  return std::unique_ptr<Canvas>(new Canvas(std::move(inside)));
}

void Canvas::Set(absl::string_view text, const TextStyle& style) {
  PangoLayout* layout = inside_->layout.get();
  PangoFontDescription* font = inside_->font.get();
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_font_description_set_weight(
      font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_width(layout, -1);
  pango_layout_set_height(layout, -1);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
}

double Canvas::Width(absl::string_view text, const TextStyle& style) {
  Set(text, style);
  PangoRectangle extents = {};
  pango_layout_get_extents(inside_->layout.get(), nullptr, &extents);
  return static_cast<double>(extents.width) / PANGO_SCALE;
}

TextStyle Canvas::Fit(absl::string_view text, TextStyle style, double width,
                      double smallest) {
  while (style.size > smallest && Width(text, style) > width) {
    style.size = std::max(smallest, style.size - kSizeStep);
  }
  return style;
}

double Canvas::Text(absl::string_view text, const TextStyle& style,
                    const Box& box) {
  Set(text, style);
  PangoLayout* layout = inside_->layout.get();
  pango_layout_set_width(layout, static_cast<int>(box.width * PANGO_SCALE));
  if (style.max_lines > 0) {
    pango_layout_set_height(layout, -style.max_lines);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  const int lines = pango_layout_get_line_count(layout);
  cairo_t* cairo = inside_->cairo.get();
  cairo_set_source_rgb(cairo, style.grey, style.grey, style.grey);
  for (int i = 0; ink_ && i < lines; ++i) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
    PangoRectangle extents = {};
    pango_layout_line_get_extents(line, nullptr, &extents);
    const double left =
        box.width - static_cast<double>(extents.width) / PANGO_SCALE;
    const double shift = style.align == Align::kLeft     ? 0
                         : style.align == Align::kCentre ? left / 2
                                                         : left;
    cairo_move_to(cairo, box.x + shift,
                  box.y + style.size * (kAscent + kLeading * i));
    pango_cairo_show_layout_line(cairo, line);
  }
  return lines * style.size * kLeading;
}

void Canvas::Watermark(absl::string_view text) {
  if (!ink_) {
    return;
  }
  constexpr double kSize = 58;
  constexpr double kAngle = -0.9553;  // The page's diagonal.
  constexpr double kPale = 0.93;
  const TextStyle style = {.size = kSize, .bold = true};
  const double width = Width(text, style);
  cairo_t* cairo = inside_->cairo.get();
  cairo_save(cairo);
  cairo_translate(cairo, kPageWidth / 2, kPageHeight / 2);
  cairo_rotate(cairo, kAngle);
  cairo_set_source_rgb(cairo, kPale, kPale, kPale);
  // Shapes, not letters: they would stand between the words of whoever copies
  // text out of the file.
  cairo_move_to(cairo, -width / 2, kSize * (kAscent - kLeading / 2));
  pango_cairo_layout_line_path(
      cairo, pango_layout_get_line_readonly(inside_->layout.get(), 0));
  cairo_fill(cairo);
  cairo_restore(cairo);
}

void Canvas::Line(double x1, double y1, double x2, double y2,
                  double thickness) {
  if (!ink_) {
    return;
  }
  cairo_t* cairo = inside_->cairo.get();
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, thickness);
  cairo_move_to(cairo, x1, y1);
  cairo_line_to(cairo, x2, y2);
  cairo_stroke(cairo);
}

void Canvas::Frame(const Box& box, double height, double thickness) {
  if (!ink_) {
    return;
  }
  cairo_t* cairo = inside_->cairo.get();
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, thickness);
  cairo_rectangle(cairo, box.x, box.y, box.width, height);
  cairo_stroke(cairo);
}

void Canvas::Fill(const Box& box, double height, double grey) {
  if (!ink_) {
    return;
  }
  cairo_t* cairo = inside_->cairo.get();
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_rectangle(cairo, box.x, box.y, box.width, height);
  cairo_fill(cairo);
}

void Canvas::EndPage() {
  if (ink_) {
    cairo_show_page(inside_->cairo.get());
  }
}

absl::StatusOr<std::string> Canvas::Finish() {
  cairo_surface_t* surface = inside_->surface.get();
  cairo_surface_finish(surface);
  for (const cairo_status_t status :
       {cairo_status(inside_->cairo.get()), cairo_surface_status(surface)}) {
    // Finishing the surface below a context is what we do, not an error.
    if (status != CAIRO_STATUS_SUCCESS &&
        status != CAIRO_STATUS_SURFACE_FINISHED) {
      return absl::InternalError(absl::StrCat("the PDF could not be made: ",
                                              cairo_status_to_string(status)));
    }
  }
  return std::move(inside_->bytes);
}

}  // namespace pingyi
