// An event, a step of the device, a refresh of the panel, drawn sixty times a second while it lasts.
#include "window.h"

#include <SDL.h>
#include <libreader/pack.h>

#include <cstdio>

#include "panel.h"

namespace {

constexpr std::uint32_t kFrameMs = 16;

struct KeyName {
  SDL_Keycode key;
  const char* word;
};
constexpr KeyName kKeyNames[] = {{SDLK_UP, "up"},          {SDLK_DOWN, "down"},     {SDLK_LEFT, "left"},
                                 {SDLK_RIGHT, "right"},    {SDLK_SPACE, "right"},   {SDLK_PAGEUP, "left"},
                                 {SDLK_PAGEDOWN, "right"}, {SDLK_RETURN, "select"}, {SDLK_BACKSPACE, "back"},
                                 {SDLK_ESCAPE, "back"},    {SDLK_m, "menu"},        {SDLK_p, "power"},
                                 {SDLK_o, "out"},          {SDLK_i, "in"}};

[[noreturn]] void fail(const char* what) {
  const std::string reason = std::string("cannot ") + what + ": " + SDL_GetError();
  SDL_Quit();
  throw lr::pack::InputError("window", reason);
}

class Window {
 public:
  Window(Device& device, const std::string& title, const WindowSetup& setup, Recording& recording)
      : device_(device),
        title_(title),
        setup_(setup),
        recording_(recording),
        panel_(device.screen().surface().width, device.screen().surface().height) {
    if (SDL_Init(SDL_INIT_VIDEO) != 0) fail("start SDL");
    window_ = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                               panel_.width() * setup.scale, panel_.height() * setup.scale, 0);
    if (window_ == nullptr) fail("open a window");
    renderer_ = SDL_CreateRenderer(window_, -1, SDL_RENDERER_SOFTWARE);
    if (renderer_ == nullptr) fail("draw");
    texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGB24, SDL_TEXTUREACCESS_STREAMING, panel_.width(),
                                 panel_.height());
    if (texture_ == nullptr) fail("draw");
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  ~Window() {
    SDL_DestroyTexture(texture_);
    SDL_DestroyRenderer(renderer_);
    SDL_DestroyWindow(window_);
    SDL_Quit();
  }

  void run() {
    refresh(false);
    if (!setup_.script.empty()) play_script();
    while (setup_.stays && wait()) continue;
  }

 private:
  void play_script() {
    std::ifstream file(setup_.script);
    if (!file) throw lr::pack::InputError(setup_.script.string(), "cannot be read");
    int count = 0;
    for (std::string word; file >> word;) {
      play(word, device_, setup_.script, ++count);
      recording_.add(word, device_);
      refresh(false);
    }
  }

  // False: the window was closed.
  bool wait() {
    SDL_Event event;
    if (SDL_WaitEvent(&event) == 0) fail("wait for events");
    if (event.type == SDL_QUIT) return false;
    if (event.type == SDL_WINDOWEVENT) draw(panel_.duration_ms());
    if (event.type == SDL_MOUSEBUTTONDOWN)
      step("touch:" + std::to_string(event.button.x / setup_.scale) + "," +
           std::to_string(event.button.y / setup_.scale));
    if (event.type != SDL_KEYDOWN) return true;
    const SDL_Keycode key = event.key.keysym.sym;
    if (key == SDLK_q) return false;
    if (key == SDLK_s) take_picture();
    for (const KeyName& name : kKeyNames) {
      if (name.key == key) step(name.word);
    }
    return true;
  }

  void step(const std::string& word) {
    device_.step(word);
    recording_.add(word, device_);
    refresh(true);
  }

  void refresh(bool takes_time) {
    const lr::Update& update = device_.update();
    panel_.refresh(update.refresh, update.top, update.bottom, device_.screen().grey());
    constexpr const char* kNames[] = {"", "some rows", "without a flash", "with a flash"};
    SDL_SetWindowTitle(window_, (title_ + "  " + kNames[static_cast<int>(update.refresh)]).c_str());
    device_.idle();  // while the panel is at work, as on a board
    const std::uint32_t begin = SDL_GetTicks();
    while (takes_time) {
      const int ms = static_cast<int>(SDL_GetTicks() - begin);
      draw(ms);
      if (ms >= panel_.duration_ms()) return;
      SDL_Delay(kFrameMs);
    }
    draw(panel_.duration_ms());
  }

  void draw(int ms) {
    const std::vector<std::uint8_t> grey = panel_.seen(ms);
    void* pixels = nullptr;
    int pitch = 0;
    if (SDL_LockTexture(texture_, nullptr, &pixels, &pitch) != 0) fail("draw");
    for (int y = 0; y < panel_.height(); ++y) {
      auto* row = static_cast<std::uint8_t*>(pixels) + y * pitch;
      for (int x = 0; x < panel_.width(); ++x) {
        const int level = grey[static_cast<std::size_t>(y * panel_.width() + x)];
        // Paper is a little darker than a screen's white, ink a little lighter than its black.
        row[3 * x] = static_cast<std::uint8_t>(40 + level * 190 / 255);
        row[3 * x + 1] = static_cast<std::uint8_t>(40 + level * 188 / 255);
        row[3 * x + 2] = static_cast<std::uint8_t>(40 + level * 180 / 255);
      }
    }
    SDL_UnlockTexture(texture_);
    SDL_RenderCopy(renderer_, texture_, nullptr, nullptr);
    SDL_RenderPresent(renderer_);
  }

  void take_picture() {
    char name[32];
    std::snprintf(name, sizeof name, "panel-%03d.png", pictures_++);
    lrpack::write_grey_png(setup_.output / name, panel_.width(), panel_.height(), panel_.seen(panel_.duration_ms()));
    std::printf("%s\n", (setup_.output / name).c_str());
  }

  Device& device_;
  std::string title_;
  const WindowSetup& setup_;
  Recording& recording_;
  Panel panel_;
  SDL_Window* window_ = nullptr;
  SDL_Renderer* renderer_ = nullptr;
  SDL_Texture* texture_ = nullptr;
  int pictures_ = 1;
};

}  // namespace

void run_window(Device& device, const std::string& title, const WindowSetup& setup, Recording& recording) {
  SDL_SetMainReady();
  Window(device, title, setup, recording).run();
}
